import { Database, sql } from '@pakashop/platform';
import { hash } from 'node:crypto';
import type { Answer, People } from '../auth/auth.fixtures.js';
import type { FactorPending, SignedIn } from '../auth/auth.dto.js';
import type { FactorAdded, NewTotp } from './factors.dto.js';
import { stepOf, totp } from './factors.totp.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an app reads: the bytes of a base32 text. */
export function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The authenticator apps of the people in a test. */
export class Authenticators {
  private readonly secrets = new Map<string, Buffer>();
  constructor(private readonly people: People) {}

  /** Sets up an app for the bearer, whose session goes on with the answered tokens. */
  async enrol(token: string): Promise<FactorAdded & { secret: Buffer }> {
    const { userId } = await this.people.actor(token);
    const { body: fresh } = await this.people.call<NewTotp>('POST', '/me/factors/totp', { token });
    const secret = fromBase32(fresh.secret);
    this.secrets.set(userId!, secret);
    const code = totp(secret, stepOf(new Date()));
    const { body } = await this.people.call<FactorAdded>('POST', '/me/factors/totp/confirm', { body: { code }, token });
    return { ...body, secret };
  }

  /** A code that was not used yet: what was used before is forgotten, since no test waits half a minute. */
  async code(userId: string, aheadSteps = 0): Promise<string> {
    await this.people.app.get(Database).execute(sql`
      UPDATE backend.factors SET last_step = 0 WHERE user_id = ${userId} AND kind = 'totp'`);
    return totp(this.secrets.get(userId)!, stepOf(new Date()) + aheadSteps);
  }

  /** Goes on with a sign-in to where it leads: shows the second factor, or sets one up where a role demands it. */
  async finish({ status, headers, body }: Answer<SignedIn | FactorPending>): Promise<Answer<SignedIn>> {
    if ('pending' in body) return this.prove(body.pending.token);
    const answer = { status, headers, body };
    if (status !== 200) return answer;
    const { mustEnrol } = await this.people.actor(body.tokens.accessToken);
    if (!mustEnrol) return answer;
    const { tokens } = await this.enrol(body.tokens.accessToken);
    return { ...answer, body: { ...body, tokens } };
  }

  private async prove(token: string): Promise<Answer<SignedIn>> {
    const { userId } = await this.people.app.get(Database).one<{ userId: string }>(sql`
      SELECT user_id AS "userId" FROM backend.pending_sign_ins WHERE token_hash = ${hash('sha256', token, 'buffer')}`);
    const body = { token, method: 'totp', code: await this.code(userId) };
    return this.people.call('POST', '/auth/second-factor', { body });
  }
}
