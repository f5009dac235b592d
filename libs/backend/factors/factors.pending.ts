import { Injectable } from '@nestjs/common';
import { Database, newId, sql, type Tx } from '@pakashop/platform';
import { hash, randomBytes } from 'node:crypto';
import type { Audience } from '../auth/auth.contract.js';
import type { Device } from '../auth/auth.devices.js';
import type { FactorPending } from '../auth/auth.dto.js';
import type { Arrival } from '../auth/auth.entry.js';
import type { FirstFactor, SecondFactor } from '../auth/auth.proofs.js';
import { factorsProblems as problems } from './factors.errors.js';
import { FactorMethods } from './factors.methods.js';

const VALID_SECONDS = 300;
/** Codes that may be tried for one sign-in, right or wrong. */
const TRIES = 5;

/** A sign-in that waits for its second factor. */
export interface PendingSignIn {
  readonly id: string;
  readonly userId: string;
  readonly audience: Audience;
  readonly sessionVersion: number;
  readonly provenBy: FirstFactor;
  readonly methods: readonly SecondFactor[];
  readonly challengeId: string | null;
}

const COLUMNS = sql`id, user_id AS "userId", audience, session_version AS "sessionVersion", proven_by AS "provenBy",
  methods, challenge_id AS "challengeId"`;
const open = sql`done_at IS NULL AND tries < ${TRIES} AND expires_at > now()`;

/** Between the two factors: the bearer of a token has proven the first one, a moment ago and on this device. */
@Injectable()
export class PendingSignIns {
  constructor(
    private readonly db: Database,
    private readonly factors: FactorMethods,
  ) {}

  /**
   * Waits for the second factor of who has one; undefined for all others.
   *
   * @throws Problem auth.other_way_needed when the only second factor is a message to where the first one went
   */
  async open({ account, audience, device, by, contact }: Arrival): Promise<FactorPending | undefined> {
    const { isEnrolled, methods: all } = await this.factors.of(account.id);
    if (!isEnrolled) return undefined;
    const used = contact ?? (by === 'link' ? 'email' : undefined);
    const methods = all.filter((method) => used === undefined || method !== (used === 'phone' ? 'sms' : 'email'));
    if (methods.length === 0) {
      throw problems.otherWayNeeded('Your second factor is a message to where this code went. Use your password.');
    }
    const token = randomBytes(32).toString('base64url');
    const { expiresAt } = await this.db.one<{ expiresAt: Date }>(sql`
      WITH gone AS (
        DELETE FROM backend.pending_sign_ins WHERE id IN (
          SELECT id FROM backend.pending_sign_ins WHERE expires_at < now() - interval '1 day'
          LIMIT 20 FOR UPDATE SKIP LOCKED))
      INSERT INTO backend.pending_sign_ins
        (id, token_hash, user_id, audience, session_version, proven_by, methods, device_hash, expires_at)
      VALUES (${newId()}, ${hashOf(token)}, ${account.id}, ${audience}, ${account.sessionVersion}, ${by},
              ${methods}::text[], ${fingerprint(device)}, now() + make_interval(secs => ${VALID_SECONDS}))
      RETURNING expires_at AS "expiresAt"`);
    return { pending: { token, methods, expiresAt: expiresAt.toISOString() } };
  }

  /**
   * @param method what is about to be proven
   * @throws Problem auth.sign_in_ended for a token that is unknown, used up, or from another device
   * @throws Problem auth.method_refused for a method that was not offered
   */
  async find(token: string, device: Device, method: SecondFactor): Promise<PendingSignIn> {
    const found = await this.db.maybe<PendingSignIn>(sql`
      SELECT ${COLUMNS} FROM backend.pending_sign_ins
      WHERE token_hash = ${hashOf(token)} AND device_hash = ${fingerprint(device)} AND ${open}`);
    if (!found) throw ended();
    if (!found.methods.includes(method)) {
      throw problems.methodRefused('Use one of the methods that the sign-in answered.');
    }
    return found;
  }

  /** Takes one of its tries, before anything is compared. */
  async take({ id }: PendingSignIn): Promise<void> {
    const taken = await this.db.execute(sql`
      UPDATE backend.pending_sign_ins SET tries = tries + 1 WHERE id = ${id} AND ${open}`);
    if (taken === 0) throw ended();
  }

  /** The challenge whose code was sent for it; what was sent before is worth nothing any more. */
  async expect(tx: Tx, { id }: PendingSignIn, challengeId: string): Promise<void> {
    const set = await tx.execute(sql`
      UPDATE backend.pending_sign_ins SET challenge_id = ${challengeId} WHERE id = ${id} AND ${open}`);
    if (set === 0) throw ended();
  }

  /** Ends it with a session, once. */
  async finish(tx: Tx, { id }: PendingSignIn): Promise<void> {
    const done = await tx.execute(sql`
      UPDATE backend.pending_sign_ins SET done_at = now() WHERE id = ${id} AND done_at IS NULL`);
    if (done === 0) throw ended();
  }
}

const hashOf = (token: string): Buffer => hash('sha256', token, 'buffer');

/** A phone's address changes on the way; what it calls itself does not. */
const fingerprint = ({ userAgent = '' }: Device): Buffer => hash('sha256', userAgent, 'buffer');

const ended = () => problems.signInEnded('Sign in again from the beginning.');
