import { currentContext } from '../context.js';
import { newId } from '../ids.js';
import { type ChainedTable, utc } from './chain.js';
import type { Tx } from './database.js';
import { sql } from './sql.js';

interface Act {
  /** What was done, in the past: `role_granted`. */
  readonly act: string;
  /** Kind and id of what it was done to. */
  readonly subject: string;
  readonly subjectId: string;
  /** What a later reader needs to know beside the change; no secrets and no personal data. */
  readonly detail?: object;
  /** What changed: only fields that may be read by everybody who reads the audit, personal data masked. */
  readonly before?: object;
  readonly after?: object;
  /** The reason that the person gave. */
  readonly why?: string;
  /** Whom the actor stands for; by default the person who is impersonated, or who caused what the system does. */
  readonly onBehalfOf?: string;
}

const json = (value: object | undefined): string | undefined => value && JSON.stringify(value);

/**
 * Writes down who did what, in the transaction of the act: one row, which a worker seals later. Who, on whose behalf and
 * from where is known from the running request or job.
 */
export async function audit(
  tx: Tx,
  { act, subject, subjectId, detail = {}, before, after, ...more }: Act,
): Promise<void> {
  const { actor, behalf, correlationId, caller = {} } = origin();
  await tx.execute(sql`
    INSERT INTO platform.audit (actor, on_behalf_of, act, subject, subject_id, detail, before, after, why, address, client,
      session_id, correlation_id)
    VALUES (${actor}, ${more.onBehalfOf ?? behalf}, ${act}, ${subject}, ${subjectId}, ${JSON.stringify(detail)},
      ${json(before)}, ${json(after)}, ${more.why}, ${caller.address}, ${caller.client}, ${caller.sessionId}, ${correlationId})`);
}

/** Who acts: of somebody who looks through another person's eyes, that one, on behalf of the person. */
function origin() {
  const { actor = 'system', caller, cause, correlationId = newId() } = currentContext() ?? {};
  if (!caller?.impersonatorId) return { actor, behalf: cause, correlationId, caller };
  return { actor: `person:${caller.impersonatorId}`, behalf: actor, correlationId, caller };
}

/** The fields of a list that differ, before and after, for {@link audit}. */
export function changesOf<T extends object>(
  before: T,
  after: T,
  fields: readonly (keyof T & string)[],
): { before: Partial<T>; after: Partial<T> } {
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  const pick = (from: T) => Object.fromEntries(changed.map((field) => [field, from[field]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}

/** The audit as a chain. A column that comes later is added at the end, null where it was not known. */
export const AUDIT_CHAIN: ChainedTable = {
  chain: 'audit',
  table: sql`platform.audit`,
  id: sql`id`,
  row: sql`jsonb_build_object('id', id, 'at', ${utc(sql`at`)}, 'actor', actor, 'onBehalfOf', on_behalf_of, 'act', act,
    'subject', subject, 'subjectId', subject_id, 'detail', detail, 'before', before, 'after', after, 'why', why,
    'address', address, 'client', client, 'sessionId', session_id, 'correlationId', correlation_id)`,
};
