import { Injectable } from '@nestjs/common';
import { Database, platformProblems, sql, type Tx, uniqueViolation } from '@pakashop/platform';
import { type Asked, Challenges } from '../auth/auth.challenges.js';
import { kindOf, oneContactOf } from '../auth/auth.contacts.js';
import { authProblems } from '../auth/auth.errors.js';
import { ContactChanges, type Known } from './users.contacts.changes.js';
import type { OwnContactView, NewContact } from './users.contacts.dto.js';
import { CONTACT_KINDS, type ContactKind } from './users.contacts.js';
import { usersProblems as problems } from './users.errors.js';
import { type Account, UsersService } from './users.service.js';

const COLUMNS = {
  phone: { value: sql`phone`, verifiedAt: sql`phone_verified_at` },
  email: { value: sql`email`, verifiedAt: sql`email_verified_at` },
} as const;

/** How people are reached: one phone and one e-mail address each, of which at least one is proven. */
@Injectable()
export class Contacts {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly challenges: Challenges,
    private readonly changes: ContactChanges,
  ) {}

  async list(userId: string): Promise<OwnContactView[]> {
    return contactsOf(await this.users.account(userId));
  }

  /** Sends a code to a contact that somebody wants to use from now on. @throws Problem VAL_001, VAL_002, RATE_001 */
  ask(userId: string, given: NewContact): Promise<Asked> {
    const contact = oneContactOf(given);
    return this.db.transaction((tx) => this.challenges.open(tx, { purpose: 'CONTACT', contact, userId }));
  }

  /**
   * Makes the contact theirs; it takes the place of the one that they had.
   *
   * @throws Problem auth.wrong_code, auth.code_ended, users.contact_taken
   */
  async confirm(userId: string, challengeId: string, code: string): Promise<OwnContactView[]> {
    const possession = await this.challenges.prove(challengeId, code, 'CONTACT');
    if (possession.userId !== userId) throw authProblems.codeEnded('Ask for a new one.');
    const { contact } = possession;
    const kind = kindOf(contact);
    try {
      await this.db.transaction(async (tx) => {
        await this.challenges.use(tx, possession);
        const known = await lockContact(tx, userId, kind);
        const { value, verifiedAt } = COLUMNS[kind];
        await tx.execute(sql`
          UPDATE backend.users SET ${value} = ${contact[kind]}, ${verifiedAt} = now() WHERE id = ${userId}`);
        await this.changes.replaced(tx, { ...known, kind }, contact[kind]!);
      });
    } catch (error) {
      if (uniqueViolation(error) === undefined) throw error;
      throw problems.contactTaken('Remove it there first, or write to support if that account is not yours.');
    }
    return this.list(userId);
  }

  /** @throws Problem NOT_FOUND, users.last_contact, users.contact_is_factor */
  async remove(userId: string, kind: ContactKind): Promise<void> {
    await this.db.transaction(async (tx) => {
      const known = await lockContact(tx, userId, kind);
      if (known.value === null) throw platformProblems.notFound('The account has no such contact.');
      if (known.isOnly) throw problems.lastContact('Add and confirm another contact first.');
      if (known.isVerified) await assertFactorStays(tx, userId, kind);
      const { value, verifiedAt } = COLUMNS[kind];
      const other = kind === 'phone' ? 'email' : 'phone';
      await tx.execute(sql`
        UPDATE backend.users SET ${value} = NULL, ${verifiedAt} = NULL,
          primary_contact = CASE WHEN primary_contact = ${kind} THEN ${other} ELSE primary_contact END
        WHERE id = ${userId}`);
      await this.changes.removed(tx, { ...known, kind });
    });
  }

  /** @throws Problem users.contact_unverified */
  async choosePrimary(userId: string, kind: ContactKind): Promise<OwnContactView[]> {
    const chosen = await this.db.execute(sql`
      UPDATE backend.users SET primary_contact = ${kind} WHERE id = ${userId} AND ${COLUMNS[kind].verifiedAt} IS NOT NULL`);
    if (chosen === 0) throw problems.contactUnverified('Confirm it first with POST /me/contacts.');
    return this.list(userId);
  }
}

/** What the account has now; nobody changes it meanwhile. */
async function lockContact(tx: Tx, userId: string, kind: ContactKind): Promise<Omit<Known, 'kind'>> {
  const { value, verifiedAt } = COLUMNS[kind];
  const known = await tx.maybe<Omit<Known, 'kind'>>(sql`
    SELECT id AS "userId", ${value} AS value, ${verifiedAt} IS NOT NULL AS "isVerified",
           ${verifiedAt} IS NOT NULL AND (phone_verified_at IS NULL OR email_verified_at IS NULL) AS "isOnly"
    FROM backend.users WHERE id = ${userId} FOR NO KEY UPDATE`);
  if (!known) throw platformProblems.notFound('There is no such person.');
  return known;
}

/** Without the contact there would be no way left to use the second factor of the account, recovery codes apart. */
async function assertFactorStays(tx: Tx, userId: string, kind: ContactKind): Promise<void> {
  const { isOnly } = await tx.one<{ isOnly: boolean }>(sql`
    SELECT coalesce(bool_and(f.kind = ${kind === 'phone' ? 'sms' : 'email'}), false) AS "isOnly"
    FROM backend.factors f JOIN backend.users u ON u.id = f.user_id
    WHERE f.user_id = ${userId} AND f.activated_at IS NOT NULL AND CASE f.kind
      WHEN 'sms' THEN u.phone_verified_at IS NOT NULL WHEN 'email' THEN u.email_verified_at IS NOT NULL ELSE true END`);
  if (isOnly) throw problems.factorContact('Set up another second factor first, or remove this one.');
}

const contactsOf = ({ phone, email, phoneVerifiedAt, emailVerifiedAt, primaryContact }: Account): OwnContactView[] => {
  const known = { phone: [phone, phoneVerifiedAt], email: [email, emailVerifiedAt] } as const;
  return CONTACT_KINDS.flatMap((kind) => {
    const [value, verifiedAt] = known[kind];
    if (value === null) return [];
    return { kind, value, verifiedAt: verifiedAt?.toISOString() ?? null, primary: kind === primaryContact };
  });
};
