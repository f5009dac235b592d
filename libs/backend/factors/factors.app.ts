import { Injectable } from '@nestjs/common';
import { type Actor, Database, newId, sql } from '@pakashop/platform';
import { randomBytes } from 'node:crypto';
import { authProblems } from '../auth/auth.errors.js';
import { FactorContacts } from './factors.contacts.js';
import type { FactorAdded, NewTotp } from './factors.dto.js';
import { factorsProblems as problems } from './factors.errors.js';
import { Proving } from './factors.proving.js';
import { type SealedSecret, TotpSecrets } from './factors.secrets.js';
import { Factors } from './factors.service.js';
import { keyUri, SECRET_BYTES, toBase32 } from './factors.totp.js';

/** Setting up an authenticator app. */
@Injectable()
export class AppEnrolment {
  constructor(
    private readonly db: Database,
    private readonly contacts: FactorContacts,
    private readonly secrets: TotpSecrets,
    private readonly proving: Proving,
    private readonly factors: Factors,
  ) {}

  /** Makes a secret, which is shown this once. It counts for nothing until its first code was right. */
  async begin(userId: string): Promise<NewTotp> {
    const plain = randomBytes(SECRET_BYTES);
    const { secret, keyId } = this.secrets.seal(userId, plain);
    await this.db.execute(sql`
      INSERT INTO backend.factors (id, user_id, kind, secret, key_id)
      VALUES (${newId()}, ${userId}, 'totp', ${secret}, ${keyId})
      ON CONFLICT (user_id, kind) WHERE activated_at IS NULL
      DO UPDATE SET secret = excluded.secret, key_id = excluded.key_id, created_at = now()`);
    const { sms, email } = await this.contacts.of(userId);
    return { secret: toBase32(plain), uri: keyUri(plain, email ?? sms ?? userId) };
  }

  /** @throws Problem MFA_002, auth.code_ended without a secret of the last hour, RATE_001 */
  async confirm(actor: Actor, code: string): Promise<FactorAdded> {
    const userId = actor.userId!;
    await this.proving.take(userId);
    const row = await this.db.maybe<SealedSecret>(sql`
      SELECT secret, key_id AS "keyId" FROM backend.factors
      WHERE user_id = ${userId} AND kind = 'totp' AND activated_at IS NULL AND created_at > now() - interval '1 hour'`);
    if (!row) throw authProblems.codeEnded('Begin again with POST /me/factors/totp.');
    const step = this.secrets.stepOf(userId, row, code);
    if (step === undefined) throw problems.wrongCode('Check the time of your phone and try the next code.');
    return this.factors.activate(actor, { kind: 'totp', step, use: (tx) => this.proving.clear(userId, tx) });
  }
}
