import { type Actor, audit, sql, type Sql, type Tx } from '@pakashop/platform';
import { move } from '../transitions.js';
import { applicationsProblems as problems } from './applications.errors.js';
import {
  type ApplicationState,
  type Kind,
  mayChange,
  type Phase,
  PHASES_OF,
  type StepName,
  STEPS,
} from './applications.rules.js';
import { type SummaryRow } from './applications.view.js';

/** An application that the running transaction holds: nobody else changes it meanwhile. */
export interface HeldApplication extends SummaryRow {
  readonly userId: string;
  readonly reviewerId: string | null;
  readonly moves: number;
}

export const HEAD = sql`a.id, a.user_id AS "userId", a.kind, a.state, a.moves, a.reviewer_id AS "reviewerId",
  a.subject_id AS "subjectId", a.created_at AS "createdAt", a.submitted_at AS "submittedAt", a.decided_at AS "decidedAt"`;

const held = (tx: Tx, where: Sql): Promise<HeldApplication | undefined> =>
  tx.maybe(sql`SELECT ${HEAD} FROM backend.applications a WHERE ${where} FOR NO KEY UPDATE`);

/** @throws Problem applications.not_found for another person's */
export async function holdOwn(tx: Tx, { userId }: Actor, id: string): Promise<HeldApplication> {
  const row = await held(tx, sql`a.id = ${id} AND a.user_id = ${userId}`);
  if (!row) throw problems.notFound('GET /applications lists yours.');
  return row;
}

/**
 * Holds an application to change one of its phases.
 *
 * @throws Problem applications.not_found, applications.wrong_kind, applications.not_editable
 */
export async function holdToChange(tx: Tx, actor: Actor, id: string, phase: Phase): Promise<Kind> {
  const { kind, state } = await holdOwn(tx, actor, id);
  assertHas(kind, phase);
  if (!mayChange(state)) throw problems.notEditable(`It is ${state}: only what is not sent in can be changed.`);
  return kind;
}

/** @throws Problem applications.wrong_kind */
export function assertHas(kind: Kind, phase: Phase): void {
  if (!PHASES_OF[kind].includes(phase)) throw problems.wrongKind(`The phases are ${PHASES_OF[kind].join(', ')}.`);
}

/**
 * Holds an application for a member of staff. What was never sent in is nobody's business.
 *
 * @throws Problem applications.not_found, applications.own
 */
export async function holdForStaff(tx: Tx, actor: Actor, id: string): Promise<HeldApplication> {
  const row = await held(tx, sql`a.id = ${id} AND a.submitted_at IS NOT NULL`);
  if (!row) throw problems.notFound('GET /staff/applications lists those that were sent in.');
  assertOther(actor, row.userId);
  return row;
}

/** @throws Problem applications.own */
export function assertOther({ userId }: Actor, applicantId: string): void {
  if (userId === applicantId) throw problems.ownApplication('Somebody else has to do this.');
}

/**
 * Holds an application that the member of staff has in hand.
 *
 * @throws Problem also applications.wrong_state, applications.not_in_hand
 */
export async function holdInHand(tx: Tx, actor: Actor, id: string, step: StepName): Promise<HeldApplication> {
  const row = await holdForStaff(tx, actor, id);
  if (row.state !== 'IN_REVIEW') throw wrongState(step, row.state);
  if (row.reviewerId !== actor.userId) throw problems.notInHand('Only who has taken it decides; it can be released.');
  return row;
}

const wrongState = (step: StepName, state: ApplicationState) =>
  problems.wrongState(`${step} is for applications that are ${STEPS[step].from.join(' or ')}; this one is ${state}.`);

/**
 * Makes a step of an application that is held, and answers how it stands now.
 *
 * @throws Problem applications.wrong_state
 */
export async function makeStep(tx: Tx, row: HeldApplication, step: StepName, set?: Sql): Promise<HeldApplication> {
  const { from, to } = STEPS[step];
  const moved = await move(tx, { machine: 'application', id: row.id, from, to, cause: step, set });
  if (!moved) throw wrongState(step, row.state);
  return tx.one(sql`SELECT ${HEAD} FROM backend.applications a WHERE a.id = ${row.id}`);
}

/** Writes down what a member of staff did with an application. */
export const auditStep = (tx: Tx, before: HeldApplication, after: HeldApplication, step: StepName, why?: string) =>
  audit(tx, {
    act: `application_${step}`,
    subject: 'application',
    subjectId: before.id,
    detail: { kind: before.kind },
    before: { state: before.state, reviewerId: before.reviewerId },
    after: { state: after.state, reviewerId: after.reviewerId },
    why,
  });
