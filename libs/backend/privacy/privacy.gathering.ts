import { Inject, Injectable } from '@nestjs/common';
import { named, type SealedColumn, SEALED_COLUMNS, sql, type Tx, Vault } from '@pakashop/platform';
import { PERSONAL_DATA } from './privacy.registry.js';
import type { PersonalTable } from './privacy.tables.js';

type Row = Record<string, unknown>;

/** Gathers what is held about one person: each table that its area declares, as it stands, with sealed values opened. */
@Injectable()
export class Gathering {
  constructor(
    private readonly vault: Vault,
    @Inject(SEALED_COLUMNS) private readonly sealed: readonly SealedColumn[],
  ) {}

  /** By area and table. The transaction acts for the service that sees all of it. */
  async gather(tx: Tx, userId: string): Promise<Record<string, Record<string, Row[]>>> {
    const areas: Record<string, Record<string, Row[]>> = {};
    for (const { area, tables } of PERSONAL_DATA) {
      const gathered: Record<string, Row[]> = {};
      for (const table of tables) gathered[table.table.split('.')[1]!] = await this.rows(tx, table, userId);
      areas[area] = gathered;
    }
    return areas;
  }

  private async rows(tx: Tx, { table, of, hidden = [] }: PersonalTable, userId: string): Promise<Row[]> {
    const rows = await tx.rows<{ row: Row }>(sql`
      SELECT to_jsonb(t) - ${hidden}::text[] AS row FROM ${named(table)} t WHERE ${of(userId)}`);
    const columns = this.sealed.filter((sealed) => sealed.table === table && !hidden.includes(sealed.column));
    return Promise.all(rows.map(({ row }) => this.opened(row, columns)));
  }

  private async opened(row: Row, columns: readonly SealedColumn[]): Promise<Row> {
    const values = columns.map(async ({ table, column, id }) => {
      const sealed = row[column];
      if (typeof sealed !== 'string' || sealed === '') return [column, sealed] as const;
      return [column, await this.vault.open(sealed, { table, column, row: String(row[id]) })] as const;
    });
    return { ...row, ...Object.fromEntries(await Promise.all(values)) };
  }
}
