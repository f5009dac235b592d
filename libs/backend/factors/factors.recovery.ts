import { Injectable } from '@nestjs/common';
import { audit, sql, type Tx } from '@pakashop/platform';
import { hash, randomBytes } from 'node:crypto';
import { SecurityNotices } from '../messages/messages.notices.js';
import { toBase32 } from './factors.totp.js';

const COUNT = 10;
/** 120 bits are 24 letters and digits; nobody guesses them, so a plain hash keeps them safe. */
const BYTES = 15;

/** Codes that people write down for the day they lose their phone: each is good once, whatever else is lost. */
@Injectable()
export class RecoveryCodes {
  constructor(private readonly notices: SecurityNotices) {}

  /** Makes ten codes; those from before are worth nothing any more. They are shown this once. */
  async make(tx: Tx, userId: string): Promise<string[]> {
    const codes = Array.from({ length: COUNT }, () => toBase32(randomBytes(BYTES)));
    await this.drop(tx, userId);
    await tx.execute(sql`
      INSERT INTO backend.recovery_codes (user_id, hash)
      SELECT ${userId}, h FROM unnest(${codes.map(hashOf)}::bytea[]) h`);
    await audit(tx, { act: 'recovery_codes_made', subject: 'user', subjectId: userId, detail: { count: COUNT } });
    return codes.map((code) => code.match(/.{4}/g)!.join('-').toLowerCase());
  }

  async drop(tx: Tx, userId: string): Promise<void> {
    await tx.execute(sql`DELETE FROM backend.recovery_codes WHERE user_id = ${userId}`);
  }

  /** Uses a code up and tells its owner; false when it is none of theirs or was used before. */
  async use(tx: Tx, userId: string, code: string): Promise<boolean> {
    const used = await tx.execute(sql`
      UPDATE backend.recovery_codes SET used_at = now()
      WHERE user_id = ${userId} AND hash = ${hashOf(code)} AND used_at IS NULL`);
    if (used === 0) return false;
    await audit(tx, { act: 'recovery_code_used', subject: 'user', subjectId: userId, detail: {} });
    await this.notices.send(tx, 'recovery_code_used', userId);
    return true;
  }
}

/** Dashes, spaces and case are how it is written, not what it is. */
const hashOf = (code: string): Buffer => hash('sha256', code.replaceAll(/[\s-]/g, '').toUpperCase(), 'buffer');
