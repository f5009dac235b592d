import { Injectable } from '@nestjs/common';
import { type SealedColumn, Vault } from '@pakashop/platform';
import { maskNumber, type NumberKind } from '../applications/applications.numbers.rules.js';

const COLUMNS = {
  agents: { nrc: 'NRC', phone: 'PHONE', licence: 'LICENCE' },
  fleets: { tpin: 'TPIN', pacra: 'PACRA' },
} as const satisfies Record<string, Record<string, NumberKind>>;

type Table = keyof typeof COLUMNS;
type Numbers = Readonly<Record<string, string | null | undefined>>;

/** The columns that hold numbers, for the rotation of keys. */
export const SEALED_DELIVERY: readonly SealedColumn[] = Object.entries(COLUMNS).flatMap(([table, columns]) =>
  Object.keys(columns).map((column) => ({ table: `backend.${table}`, column, id: 'id' })),
);

/** Keeps numbers of agents and companies, so that no copy of the database tells them. */
@Injectable()
export class DeliveryNumbers {
  constructor(private readonly vault: Vault) {}

  /** Each number sealed for its column of one row; what is not there stays away. */
  seal<N extends Numbers>(table: Table, row: string, numbers: N): Promise<N> {
    return mapped(numbers, (number, column) => this.vault.seal(number, placeOf(table, row, column)));
  }

  /** As they may be shown. */
  masked<N extends Numbers>(table: Table, row: string, sealed: N): Promise<N> {
    const kinds: Readonly<Record<string, NumberKind>> = COLUMNS[table];
    return mapped(sealed, async (number, column) =>
      maskNumber(kinds[column]!, await this.vault.open(number, placeOf(table, row, column))),
    );
  }
}

const placeOf = (table: Table, row: string, column: string) => ({ table: `backend.${table}`, column, row });

async function mapped<N extends Numbers>(
  numbers: N,
  change: (number: string, column: string) => Promise<string>,
): Promise<N> {
  const entries = Object.entries(numbers).map(
    async ([column, number]) => [column, number ? await change(number, column) : (number ?? null)] as const,
  );
  return Object.fromEntries(await Promise.all(entries)) as N;
}
