import { Injectable } from '@nestjs/common';
import { Database, sql, type Tx, Vault } from '@pakashop/platform';
import { randomUUID } from 'node:crypto';
import { type Channel, Messages } from '../messages/messages.service.js';
import type { Contact } from '../users/users.contacts.js';
import { CodeBudget } from './auth.budget.js';
import { Codes } from './auth.codes.js';
import { authProblems as problems } from './auth.errors.js';
import { type ChallengePurpose, isLink, PURPOSES } from './auth.purposes.js';

/** Tries at one code; the sixth fails whatever it is. */
const TRIES = 5;
/** Whose composer writes the messages. */
export const CODE_MESSAGE = 'auth.code';

export interface Ask {
  readonly purpose: ChallengePurpose;
  /** Where the code goes: exactly one of the two. */
  readonly contact: Contact;
  /** Whose challenge it is, where somebody is known. */
  readonly userId?: string;
  /** WhatsApp and then SMS for a phone, by default. */
  readonly channels?: readonly Channel[];
  /** What waits for the proof; kept sealed and given back by {@link Challenges.prove}. */
  readonly memo?: object;
}

export interface Asked {
  /** Only the one who asked may learn it. */
  readonly id: string;
  readonly expiresAt: Date;
  /** Not before then may the next code be asked for. */
  readonly resendAt: Date;
}

/** Somebody has what was sent to a contact. */
export interface Possession<Memo = unknown> {
  readonly id: string;
  readonly purpose: ChallengePurpose;
  readonly contact: Contact;
  readonly userId?: string;
  readonly memo?: Memo;
}

interface Row {
  readonly id: string;
  readonly purpose: ChallengePurpose;
  readonly sealed: string;
  readonly userId: string | null;
}

const open = sql`superseded_at IS NULL AND confirmed_at IS NULL AND expires_at > now()`;
const ROW = sql`id, purpose, sealed, user_id AS "userId"`;

/**
 * Finds out whether somebody can read what is sent to a phone or an e-mail address: by six digits or by a link, good for
 * minutes, once, and for the request that asked for them.
 */
@Injectable()
export class Challenges {
  constructor(
    private readonly db: Database,
    private readonly vault: Vault,
    private readonly codes: Codes,
    private readonly budget: CodeBudget,
    private readonly messages: Messages,
  ) {}

  /**
   * Sends a code. An earlier one for the same purpose, contact and person is worth nothing from now on.
   *
   * @throws Problem RATE_001 or unavailable, when too many codes went there or anywhere
   */
  async open(tx: Tx, ask: Ask): Promise<Asked> {
    const { purpose, contact, userId, channels = channelsTo(contact) } = ask;
    const resendAt = await this.budget.take(tx, contact);
    const id = randomUUID();
    const subject = await this.vault.index('challenge', `${userId ?? ''} ${contact.phone ?? contact.email}`);
    const sealed = await this.vault.seal(JSON.stringify({ contact, memo: ask.memo }), placeOf(id));
    const seconds = PURPOSES[purpose].minutes * 60;
    await tx.execute(sql`
      UPDATE backend.challenges SET superseded_at = now()
      WHERE purpose = ${purpose} AND subject = ${subject} AND superseded_at IS NULL AND confirmed_at IS NULL`);
    const { expiresAt } = await tx.one<{ expiresAt: Date }>(sql`
      INSERT INTO backend.challenges (id, purpose, subject, sealed, user_id, expires_at)
      VALUES (${id}, ${purpose}, ${subject}, ${sealed}, ${userId ?? null}, now() + make_interval(secs => ${seconds}))
      RETURNING expires_at AS "expiresAt"`);
    await this.messages.order(tx, {
      purpose: CODE_MESSAGE,
      reference: id,
      channels,
      validSeconds: seconds,
      userId,
    });
    await this.forget(tx);
    return { id, expiresAt, resendAt };
  }

  /**
   * Tries a code. The try is counted before it is compared, by a statement of its own: it must stay counted whatever
   * becomes of the request, so call this outside of transactions and {@link use} what it answers in the one that acts.
   *
   * @throws Problem auth.wrong_code, or auth.code_ended when this challenge can be answered no more
   */
  async prove<Memo>(id: string, code: string, purpose: ChallengePurpose): Promise<Possession<Memo>> {
    const row = await this.db.maybe<Row>(sql`
      UPDATE backend.challenges SET tries = tries + 1
      WHERE id = ${id} AND purpose = ${purpose} AND tries < ${TRIES} AND ${open} RETURNING ${ROW}`);
    if (!row) throw ended();
    const possession = await this.unsealed<Memo>(row);
    const isRight = this.codes.isCode(id, code) && !isLink(purpose, possession.contact);
    if (!isRight) throw problems.wrongCode('Type the code of the latest message.');
    return possession;
  }

  /** @throws Problem auth.code_ended for everything but a link that is still good */
  async proveLink<Memo>(token: string, purpose: ChallengePurpose): Promise<Possession<Memo>> {
    const id = this.codes.idOf(token);
    const row = id && (await this.rowOf(id));
    const possession = row && (await this.unsealed<Memo>(row));
    if (!possession || row.purpose !== purpose || !isLink(purpose, possession.contact)) throw ended();
    return possession;
  }

  /**
   * Uses a possession up, in the transaction of what it permits.
   *
   * @throws Problem auth.code_ended when another request was faster
   */
  async use(tx: Tx, { id }: Possession): Promise<void> {
    const used = await tx.execute(sql`
      UPDATE backend.challenges SET confirmed_at = now()
      WHERE id = ${id} AND superseded_at IS NULL AND confirmed_at IS NULL`);
    if (used === 0) throw ended();
  }

  /** A challenge that is still open, for the one who writes its message. */
  async read(id: string): Promise<Possession | undefined> {
    const row = await this.rowOf(id);
    return row && this.unsealed(row);
  }

  private rowOf(id: string): Promise<Row | undefined> {
    return this.db.maybe(sql`SELECT ${ROW} FROM backend.challenges WHERE id = ${id} AND ${open}`);
  }

  private async unsealed<Memo>({ id, purpose, sealed, userId }: Row): Promise<Possession<Memo>> {
    const kept = JSON.parse(await this.vault.open(sealed, placeOf(id))) as Pick<Possession<Memo>, 'contact' | 'memo'>;
    return { id, purpose, ...kept, ...(userId && { userId }) };
  }

  /** A few of those that ended a day ago: nobody may ask about them any more. */
  private async forget(tx: Tx): Promise<void> {
    await tx.execute(sql`
      WITH old AS (
        DELETE FROM backend.challenges WHERE id IN (
          SELECT id FROM backend.challenges WHERE expires_at < now() - interval '1 day' LIMIT 20 FOR UPDATE SKIP LOCKED))
      DELETE FROM backend.code_budgets WHERE contact IN (
        SELECT contact FROM backend.code_budgets WHERE last_at < now() - interval '1 day' LIMIT 20 FOR UPDATE SKIP LOCKED)`);
  }
}

const placeOf = (id: string) => ({ table: 'backend.challenges', column: 'sealed', row: id });
const channelsTo = ({ phone }: Contact): readonly Channel[] => (phone ? ['whatsapp', 'sms'] : ['email']);
const ended = () => problems.codeEnded('Ask for a new one.');
