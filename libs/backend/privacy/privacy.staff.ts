import { Injectable } from '@nestjs/common';
import { audit, Database, platformProblems, sql } from '@pakashop/platform';
import { allConsents } from './privacy.consents.js';
import type { PersonPrivacy } from './privacy.dto.js';
import { erasuresOf } from './privacy.erasures.js';
import { exportsOf } from './privacy.exports.js';

/** What the staff sees of what people agreed to and asked for; never the copies themselves. */
@Injectable()
export class PrivacyStaff {
  constructor(private readonly db: Database) {}

  /** Looking is audited. @throws Problem NOT_FOUND without such a person */
  of(userId: string): Promise<PersonPrivacy> {
    return this.db.transaction(async (tx) => {
      const person = await tx.maybe(sql`SELECT FROM backend.users WHERE id = ${userId}`);
      if (!person) throw platformProblems.notFound('There is no such person.');
      await audit(tx, { act: 'privacy_read', subject: 'user', subjectId: userId });
      return {
        consents: await allConsents(tx, userId),
        exports: await exportsOf(tx, userId),
        erasures: await erasuresOf(tx, userId),
      };
    });
  }
}
