import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../clock.js';
import { audit } from './audit.js';
import { type ChainedTable, utc } from './chain.js';
import { Database } from './database.js';
import { sql } from './sql.js';

interface Head {
  readonly sequence: number;
  readonly hash: string | null;
}

/** Lines per look into the database. */
const PAGE = 1_000;

const line = (value: object): string => `${JSON.stringify(value)}\n`;

/**
 * A whole chain with its rows, a JSON object a line, for `npm run audit:verify`: first what it is, then each link with its
 * row, then rows too young to be sealed, at last the head. Without the last line an export is not complete.
 */
@Injectable()
export class ChainExport {
  private readonly logger = new Logger(ChainExport.name);

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Writes down that somebody takes the rows away, then answers the lines. */
  async open(table: ChainedTable): Promise<AsyncGenerator<string>> {
    const { chain } = table;
    const head = await this.head(table);
    await this.db.transaction((tx) =>
      audit(tx, { act: `${chain}_exported`, subject: 'chain', subjectId: chain, detail: { ...head } }),
    );
    return this.lines(table, head);
  }

  private async *lines(table: ChainedTable, head: Head): AsyncGenerator<string> {
    const { chain } = table;
    yield line({ kind: 'chain', chain, exportedAt: this.clock.now().toISOString() });
    try {
      for (let after = 0; after < head.sequence; after += PAGE) {
        yield (await this.links(table, after, head)).map(line).join('');
      }
      yield (await this.unsealed(table)).map(line).join('');
    } catch (error) {
      this.logger.error({ err: error, chain }, 'an export of a chain broke off');
      throw error;
    }
    yield line({ kind: 'head', ...head });
  }

  private async head({ chain }: ChainedTable): Promise<Head> {
    const head = await this.db.maybe<Head>(sql`
      SELECT sequence, encode(hash, 'hex') AS hash FROM platform.chain_links
      WHERE chain = ${chain} ORDER BY sequence DESC LIMIT 1`);
    return head ?? { sequence: 0, hash: null };
  }

  private links({ chain, table, id, row }: ChainedTable, after: number, { sequence }: Head): Promise<object[]> {
    return this.db.rows(sql`
      SELECT 'link' AS kind, l.sequence, l.row_id AS "rowId", l.key_id AS "keyId", ${utc(sql`l.sealed_at`)} AS "sealedAt",
        encode(l.hash, 'hex') AS hash, (SELECT r.row FROM (SELECT ${id} AS id, ${row} AS row FROM ${table}) r WHERE r.id = l.row_id) AS row
      FROM platform.chain_links l
      WHERE l.chain = ${chain} AND l.sequence > ${after} AND l.sequence <= ${Math.min(after + PAGE, sequence)}
      ORDER BY l.sequence`);
  }

  private unsealed({ chain, table, id, row }: ChainedTable): Promise<object[]> {
    return this.db.rows(sql`
      SELECT 'unsealed' AS kind, r.row FROM (SELECT ${id} AS id, ${row} AS row FROM ${table}) r
      WHERE NOT EXISTS (SELECT FROM platform.chain_links l WHERE l.chain = ${chain} AND l.row_id = r.id)
      ORDER BY r.id DESC LIMIT ${PAGE}`);
  }
}
