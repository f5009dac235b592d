import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Counters, Database, platformProblems as problems, type Problem, sql } from '@pakashop/platform';
import { randomBytes } from 'node:crypto';
import type { Account } from '../users/users.service.js';
import { Breaches } from './auth.breaches.js';
import { authProblems } from './auth.errors.js';
import { type HeldRole, surfacesOf } from './auth.permissions.js';
import { checkPassword, type Known } from './auth.rules.js';

/** argon2id as of reliability.md §6: 19 MiB and about 15 ms of one core for each hash. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const CURRENT = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;
const base64 = (bytes: number): string => randomBytes(bytes).toString('base64').replaceAll('=', '');
/** A hash that no password has. */
const NOBODY = `${CURRENT}${base64(16)}$${base64(32)}`;

/** Hashes at once; a fourth thread of the process's pool stays free for files and names. */
const PARALLEL = 3;
/** Requests that may wait for their turn: less than a second's work. */
const QUEUE = 50;

/** Hashes and verifies passwords, a few at a time: a flood of sign-ins costs neither memory nor the other routes' pace. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly db: Database,
    private readonly counters: Counters,
    private readonly breaches: Breaches,
  ) {}

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, PARAMETERS));
  }

  /**
   * The hash of a password that somebody chooses.
   *
   * @param field its name in the request
   * @throws Problem VAL_001, auth.password_too_common, unavailable
   */
  async hashNew(password: string, known: Known, field?: string): Promise<string> {
    checkPassword(password, known, field);
    if (await this.breaches.include(password)) {
      throw authProblems.passwordTooCommon('This password was stolen elsewhere and is known. Choose another one.');
    }
    return this.hash(password);
  }

  /**
   * The hash of a new password for somebody who is here already: judged by their roles and with the names of their shops,
   * those where they work included.
   *
   * @param field its name in the request
   * @throws Problem VAL_001, auth.password_too_common, unavailable
   */
  async hashFor({ id, name, email, phone }: Account, password: string, field: string): Promise<string> {
    const { grants, shops } = await this.db.one<{ grants: HeldRole[]; shops: string[] }>(sql`
      SELECT (SELECT coalesce(json_agg(json_build_object('role', role)), '[]') FROM backend.role_grants
              WHERE user_id = ${id} AND revoked_at IS NULL) AS grants,
             (SELECT coalesce(array_agg(name), '{}') FROM backend.shops WHERE owner_id = ${id} OR id IN (
                SELECT scope_id FROM backend.role_grants
                WHERE user_id = ${id} AND scope = 'shop' AND revoked_at IS NULL)) AS shops`);
    return this.hashNew(password, { name, email, phone, shops, audiences: surfacesOf(grants) }, field);
  }

  /** Whether it is the password of this hash. Without a hash the answer is no, after the same work. */
  verify(stored: string | undefined, password: string): Promise<boolean> {
    return this.inTurn(async () => {
      this.counters.add('pakashop_password_checks_total');
      const matches = await verify(stored ?? NOBODY, password);
      return matches && stored !== undefined;
    });
  }

  /** The hash was made with parameters that are no longer ours. */
  isOld(stored: string): boolean {
    return !stored.startsWith(CURRENT);
  }

  /** @throws Problem unavailable when as many wait as may: asked before an attempt is counted, so that it costs nobody one. */
  assertRoom(): void {
    if (this.waiting.length >= QUEUE) throw busy();
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.assertRoom();
    if (this.running >= PARALLEL) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}

const busy = (): Problem => problems.unavailable('Too many people sign in at this moment.', { retryAfter: 2 });
