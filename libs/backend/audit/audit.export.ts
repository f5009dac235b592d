import { Injectable, Logger } from '@nestjs/common';
import { audit, AUDIT_CHAIN, Clock, Database, sql, utc } from '@pakashop/platform';

interface Head {
  readonly sequence: number;
  readonly hash: string | null;
}

/** Lines per look into the database. */
const PAGE = 1_000;

const line = (value: object): string => `${JSON.stringify(value)}\n`;

/**
 * The whole audit with its seals, a JSON object a line, for `npm run audit:verify`: first what it is, then each link with
 * its row, then rows too young to be sealed, at last the head. Without the last line an export is not complete.
 */
@Injectable()
export class AuditExport {
  private readonly logger = new Logger(AuditExport.name);

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Writes down that somebody takes the audit away, then answers its lines. */
  async open(): Promise<AsyncGenerator<string>> {
    const head = await this.head();
    await this.db.transaction((tx) =>
      audit(tx, { act: 'audit_exported', subject: 'chain', subjectId: AUDIT_CHAIN.chain, detail: { ...head } }),
    );
    return this.lines(head);
  }

  private async *lines(head: Head): AsyncGenerator<string> {
    const { chain } = AUDIT_CHAIN;
    yield line({ kind: 'chain', chain, exportedAt: this.clock.now().toISOString() });
    try {
      for (let after = 0; after < head.sequence; after += PAGE)
        yield (await this.links(after, head)).map(line).join('');
      yield (await this.unsealed()).map(line).join('');
    } catch (error) {
      this.logger.error({ err: error }, 'an export of the audit broke off');
      throw error;
    }
    yield line({ kind: 'head', ...head });
  }

  private async head(): Promise<Head> {
    const head = await this.db.maybe<Head>(sql`
      SELECT sequence, encode(hash, 'hex') AS hash FROM platform.chain_links
      WHERE chain = ${AUDIT_CHAIN.chain} ORDER BY sequence DESC LIMIT 1`);
    return head ?? { sequence: 0, hash: null };
  }

  private links(after: number, { sequence }: Head): Promise<object[]> {
    const { chain, table, id, row } = AUDIT_CHAIN;
    return this.db.rows(sql`
      SELECT 'link' AS kind, l.sequence, l.row_id AS "rowId", l.key_id AS "keyId", ${utc(sql`l.sealed_at`)} AS "sealedAt",
        encode(l.hash, 'hex') AS hash, r.row
      FROM platform.chain_links l
      LEFT JOIN (SELECT ${id} AS id, ${row} AS row FROM ${table}) r ON r.id = l.row_id
      WHERE l.chain = ${chain} AND l.sequence > ${after} AND l.sequence <= ${Math.min(after + PAGE, sequence)}
      ORDER BY l.sequence`);
  }

  private unsealed(): Promise<object[]> {
    const { chain, table, id, row } = AUDIT_CHAIN;
    return this.db.rows(sql`
      SELECT 'unsealed' AS kind, r.row FROM (SELECT ${id} AS id, ${row} AS row FROM ${table}) r
      WHERE NOT EXISTS (SELECT FROM platform.chain_links l WHERE l.chain = ${chain} AND l.row_id = r.id)
      ORDER BY r.id DESC LIMIT ${PAGE}`);
  }
}
