import { Injectable } from '@nestjs/common';
import { Database } from '@pakashop/platform';
import type { Contact } from '../users/users.contacts.js';
import { Accounts } from './auth.accounts.js';
import { type Asked, Challenges } from './auth.challenges.js';
import { contactsOf, kindOf, targetOf } from './auth.contacts.js';
import type { Audience } from './auth.contract.js';
import type { Device } from './auth.devices.js';
import type { FactorPending, Register, SignedIn } from './auth.dto.js';
import { Entry } from './auth.entry.js';
import { Passwords } from './auth.passwords.js';

/** Somebody who wants an account, until they prove their contact. */
interface Applicant extends Contact {
  readonly name: string;
  readonly passwordHash: string;
  readonly audience: Audience;
}

/**
 * Registers people with a password. What they ask for waits, sealed, for the proof of their contact; a contact that has
 * an account is told so by message, and the request is the same in all it does and answers.
 */
@Injectable()
export class Registration {
  constructor(
    private readonly db: Database,
    private readonly passwords: Passwords,
    private readonly challenges: Challenges,
    private readonly accounts: Accounts,
    private readonly entry: Entry,
  ) {}

  /** @throws Problem auth.password_too_common, VAL_001, VAL_002, RATE_001 */
  async ask({ name, password, audience, ...given }: Register): Promise<Asked> {
    const contacts = contactsOf(given);
    const passwordHash = await this.passwords.hashNew(password, { name, ...contacts, audiences: [audience] });
    const memo: Applicant = { name, ...contacts, passwordHash, audience };
    return this.db.transaction((tx) =>
      this.challenges.open(tx, { purpose: 'REGISTER', contact: targetOf(contacts), memo }),
    );
  }

  /**
   * Makes the account and signs it in. Who has proven a contact that got its account in the meantime is signed in there.
   *
   * @throws Problem auth.wrong_code, auth.code_ended
   */
  async confirm(id: string, code: string, device: Device): Promise<SignedIn | FactorPending> {
    const possession = await this.challenges.prove<Applicant>(id, code, 'REGISTER');
    const { audience, ...applicant } = possession.memo!;
    const verified = kindOf(possession.contact);
    const account = await this.db.transaction(async (tx) => {
      await this.challenges.use(tx, possession);
      return this.accounts.ofOwner(tx, { ...applicant, verified }, audience);
    });
    return this.entry.admit({ account, audience, device, by: 'code', contact: verified });
  }
}
