import { Injectable } from '@nestjs/common';
import { audit, Database, newId, sql, type Tx } from '@pakashop/platform';
import { type Account, UsersService } from '../users/users.service.js';
import { Accounts } from './auth.accounts.js';
import type { Audience } from './auth.contract.js';
import { authProblems as problems } from './auth.errors.js';
import type { ProviderPerson } from './auth.oidc.provider.js';

/** Which of our accounts belong to accounts at other companies: by their own id of the person, never by a name. */
@Injectable()
export class Identities {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly accounts: Accounts,
  ) {}

  /**
   * The account of somebody whom another company has recognised. A first time, they are joined to the account whose
   * verified e-mail address the company has verified too, or get a new one.
   *
   * @throws Problem auth.google_email_unverified, auth.audience_refused
   */
  async accountOf(person: ProviderPerson, audience: Audience): Promise<Account> {
    return (await this.joined(person)) ?? (await this.db.transaction((tx) => this.join(tx, person, audience)));
  }

  private async joined({ issuer, subject }: ProviderPerson): Promise<Account | undefined> {
    const known = await this.db.maybe<{ userId: string }>(sql`
      SELECT user_id AS "userId" FROM backend.identities WHERE issuer = ${issuer} AND subject = ${subject}`);
    return known && this.users.account(known.userId);
  }

  private async join(tx: Tx, { issuer, subject, email, name }: ProviderPerson, audience: Audience): Promise<Account> {
    if (!email) throw problems.googleEmailUnverified('Confirm your address there, or sign in another way.');
    const account = await this.accounts.ofOwner(tx, { email, name, verified: 'email' }, audience);
    const isNew = await tx.execute(sql`
      INSERT INTO backend.identities (id, issuer, subject, user_id)
      VALUES (${newId()}, ${issuer}, ${subject}, ${account.id})
      ON CONFLICT DO NOTHING`);
    if (isNew) await audit(tx, { act: 'identity_joined', subject: 'user', subjectId: account.id, detail: { issuer } });
    return account;
  }
}
