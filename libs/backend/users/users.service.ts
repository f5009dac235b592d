import { Injectable } from '@nestjs/common';
import { Database, newId, platformProblems, sql, type Tx } from '@pakashop/platform';
import type { Contact } from './users.contacts.js';
import type { UserView } from './users.dto.js';

interface NewUser extends Contact {
  readonly name: string;
  readonly passwordHash: string;
}

/** A person with what signing in needs to know; never leaves the process. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly passwordHash: string;
  readonly status: 'ACTIVE' | 'SUSPENDED';
  readonly createdAt: Date;
}

const ACCOUNT = sql`id, name, email, phone, password_hash AS "passwordHash", status, created_at AS "createdAt"`;

/** People and how to reach them. */
@Injectable()
export class UsersService {
  constructor(private readonly db: Database) {}

  /** @throws a unique violation when the e-mail or phone has an account */
  create(tx: Tx, { name, email, phone, passwordHash }: NewUser): Promise<Account> {
    return tx.one(sql`
      INSERT INTO backend.users (id, name, email, phone, password_hash)
      VALUES (${newId()}, ${name}, ${email ?? null}, ${phone ?? null}, ${passwordHash}) RETURNING ${ACCOUNT}`);
  }

  /** The account that this contact belongs to. */
  byContact({ email, phone }: Contact): Promise<Account | undefined> {
    return this.db.maybe(
      sql`SELECT ${ACCOUNT} FROM backend.users WHERE email = ${email ?? null} OR phone = ${phone ?? null}`,
    );
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
