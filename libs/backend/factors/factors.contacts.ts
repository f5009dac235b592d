import { Injectable } from '@nestjs/common';
import { Database, sql, type Tx } from '@pakashop/platform';
import { type Asked, Challenges } from '../auth/auth.challenges.js';
import type { ChallengePurpose } from '../auth/auth.purposes.js';
import type { FactorCodeSent, MessageFactor } from './factors.dto.js';
import { factorsProblems as problems } from './factors.errors.js';

/** The verified contacts of a person; null where there is none. */
export interface VerifiedContacts {
  readonly sms: string | null;
  readonly email: string | null;
}

/** Sends codes of second factors: to verified contacts only. */
@Injectable()
export class FactorContacts {
  constructor(
    private readonly db: Database,
    private readonly challenges: Challenges,
  ) {}

  async of(userId: string): Promise<VerifiedContacts> {
    return this.db.one(sql`
      SELECT CASE WHEN phone_verified_at IS NOT NULL THEN phone END AS sms,
             CASE WHEN email_verified_at IS NOT NULL THEN email END AS email
      FROM backend.users WHERE id = ${userId}`);
  }

  /**
   * Sends a code, and writes down in the same transaction what it is for.
   *
   * @throws Problem auth.contact_unverified, RATE_001, unavailable
   */
  async send(
    userId: string,
    method: MessageFactor,
    purpose: ChallengePurpose,
    remember: (tx: Tx, challengeId: string) => Promise<unknown>,
  ): Promise<FactorCodeSent> {
    const to = (await this.of(userId))[method];
    if (!to) throw problems.unverifiedContact('Add and verify it first, or choose another way.');
    const contact = method === 'sms' ? { phone: to } : { email: to };
    const asked = await this.db.transaction(async (tx): Promise<Asked> => {
      const opened = await this.challenges.open(tx, { purpose, contact, userId });
      await remember(tx, opened.id);
      return opened;
    });
    return {
      sentTo: masked(to),
      expiresAt: asked.expiresAt.toISOString(),
      resendAt: asked.resendAt.toISOString(),
    };
  }
}

/** Enough for its owner to know it: +260*****4567, m*****@example.com. */
export function masked(contact: string): string {
  const [name, host] = contact.split('@');
  return host === undefined ? `${contact.slice(0, 4)}*****${contact.slice(-4)}` : `${name!.slice(0, 1)}*****@${host}`;
}
