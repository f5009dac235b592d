import { Injectable } from '@nestjs/common';
import { Database, newId, platformProblems, type Queryable, sql, type Tx } from '@pakashop/platform';
import type { Contact, ContactKind } from './users.contacts.js';
import type { UserView } from './users.dto.js';

interface NewUser extends Contact {
  readonly name: string;
  /** Absent for those who sign in by codes, links or another company alone. */
  readonly passwordHash?: string;
  /** The contact that the person has proven to be theirs; the other one waits. */
  readonly verified: ContactKind;
}

/** A person with what signing in needs to know; never leaves the process. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** Absent while the contact is not proven to be theirs: it opens nothing, and others may prove that it is theirs. */
  readonly emailVerifiedAt: Date | null;
  readonly phoneVerifiedAt: Date | null;
  /** Where notices go; verified. */
  readonly primaryContact: ContactKind;
  /** Null for those who sign in by codes, links or another company alone. */
  readonly passwordHash: string | null;
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'ERASED';
  /** Grows with whatever ends the person's sessions at once. */
  readonly sessionVersion: number;
  readonly createdAt: Date;
}

const ACCOUNT = sql`id, name, email, phone, email_verified_at AS "emailVerifiedAt",
  phone_verified_at AS "phoneVerifiedAt", primary_contact AS "primaryContact", password_hash AS "passwordHash", status,
  session_version AS "sessionVersion", created_at AS "createdAt"`;

/** People and how to reach them. */
@Injectable()
export class UsersService {
  constructor(private readonly db: Database) {}

  /** Makes an account; undefined when the verified contact is another account's, also at this very moment. */
  create(tx: Tx, { name, email, phone, passwordHash, verified }: NewUser): Promise<Account | undefined> {
    return tx.maybe(sql`
      INSERT INTO backend.users (id, name, email, phone, email_verified_at, phone_verified_at, primary_contact, password_hash)
      VALUES (${newId()}, ${name}, ${email ?? null}, ${phone ?? null},
              CASE WHEN ${verified} = 'email' THEN now() END, CASE WHEN ${verified} = 'phone' THEN now() END,
              ${verified}, ${passwordHash ?? null})
      ON CONFLICT DO NOTHING RETURNING ${ACCOUNT}`);
  }

  /** The account of which this is a verified contact. */
  byContact({ email, phone }: Contact, queryable: Queryable = this.db): Promise<Account | undefined> {
    return queryable.maybe(sql`
      SELECT ${ACCOUNT} FROM backend.users
      WHERE (email = ${email ?? null} AND email_verified_at IS NOT NULL)
         OR (phone = ${phone ?? null} AND phone_verified_at IS NOT NULL)`);
  }

  /** @throws Problem NOT_FOUND without such a person */
  async account(userId: string): Promise<Account> {
    return found(await this.db.maybe(sql`SELECT ${ACCOUNT} FROM backend.users WHERE id = ${userId}`));
  }

  async rename(userId: string, name: string): Promise<Account> {
    return found(
      await this.db.maybe(sql`UPDATE backend.users SET name = ${name} WHERE id = ${userId} RETURNING ${ACCOUNT}`),
    );
  }
}

function found(account: Account | undefined): Account {
  if (!account) throw platformProblems.notFound('There is no such person.');
  return account;
}

/** What a person may see of their own account. */
export const viewOf = ({ id, name, email, phone, createdAt }: Account): UserView => ({
  id,
  name,
  email,
  phone,
  createdAt: createdAt.toISOString(),
});
