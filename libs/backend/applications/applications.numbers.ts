import { Inject, Injectable } from '@nestjs/common';
import { newId, platformProblems, type Problem, type Queryable, sql, type Tx, Vault } from '@pakashop/platform';
import { ApplicationsConfig } from './applications.config.js';
import type { DuplicateView } from './applications.review.dto.js';
import { maskNumber, normalNumber, type NumberKind } from './applications.numbers.rules.js';
import type { Phase } from './applications.rules.js';

/** A number as it stands in the row, readable by nobody but us. */
export interface SealedNumber {
  readonly id: string;
  readonly kind: NumberKind;
  readonly number: string;
}

interface NewNumber extends SealedNumber {
  readonly index: Buffer;
}

/** The column that holds them, for the rotation of keys. */
export const SEALED_NUMBERS = { table: 'backend.application_numbers', column: 'number', id: 'id' } as const;

/** The numbers of one application, in full or masked. */
export type NumberMap = Partial<Record<NumberKind, string>>;

/** Keeps numbers of people, companies and wallets, so that no copy of the database tells them. */
@Injectable()
export class ApplicationNumbers {
  private readonly pacra: RegExp;

  constructor(
    private readonly vault: Vault,
    @Inject(ApplicationsConfig) config: ApplicationsConfig,
  ) {
    this.pacra = new RegExp(config.PACRA_PATTERN);
  }

  /** @throws Problem VAL_001 when it does not look like a PACRA number */
  toPacra(text: string): string {
    const number = text.toUpperCase();
    if (!this.pacra.test(number)) throw badPacra();
    return number;
  }

  /** Seals the numbers of a phase; outside the transaction that stores them. */
  seal(numbers: NumberMap): Promise<NewNumber[]> {
    return Promise.all(
      Object.entries(numbers).map(async ([key, text]) => {
        const [id, kind] = [newId(), key as NumberKind];
        const [number, index] = await Promise.all([
          this.vault.seal(text, placeOf(id)),
          this.vault.index(`application.${kind}`, normalNumber(text)),
        ]);
        return { id, kind, number, index };
      }),
    );
  }

  /** Stores what a phase holds now, in the place of what it held. */
  async store(tx: Tx, applicationId: string, phase: Phase, numbers: readonly NewNumber[]): Promise<void> {
    await tx.execute(sql`
      DELETE FROM backend.application_numbers WHERE application_id = ${applicationId} AND phase = ${phase}`);
    const of = <K extends keyof NewNumber>(key: K) => numbers.map((number) => number[key]);
    await tx.execute(sql`
      INSERT INTO backend.application_numbers (id, application_id, kind, phase, number, number_index)
      SELECT n.id, ${applicationId}, n.kind, ${phase}, n.number, n.number_index
      FROM unnest(${of('id')}::uuid[], ${of('kind')}::text[], ${of('number')}::text[], ${of('index')}::bytea[])
        AS n (id, kind, number, number_index)`);
  }

  /** The numbers in full. For those who were shown to need them, never for a log. */
  async open(numbers: readonly SealedNumber[]): Promise<NumberMap> {
    const opened = await Promise.all(numbers.map(({ id, number }) => this.vault.open(number, placeOf(id))));
    return Object.fromEntries(numbers.map(({ kind }, i) => [kind, opened[i]!]));
  }

  async masked(numbers: readonly SealedNumber[]): Promise<NumberMap> {
    const opened = Object.entries(await this.open(numbers)) as [NumberKind, string][];
    return Object.fromEntries(opened.map(([kind, number]) => [kind, maskNumber(kind, number)]));
  }

  /** Applications of other people that name one of the same numbers. */
  duplicates(db: Queryable, applicationId: string): Promise<DuplicateView[]> {
    return db.rows(sql`
      SELECT theirs.kind AS number, a.id AS "applicationId", a.kind, a.state
      FROM backend.applications own
      JOIN backend.application_numbers mine ON mine.application_id = own.id
      JOIN backend.application_numbers theirs ON theirs.kind = mine.kind AND theirs.number_index = mine.number_index
      JOIN backend.applications a ON a.id = theirs.application_id
      WHERE own.id = ${applicationId} AND a.user_id <> own.user_id AND a.state <> 'WITHDRAWN'
      ORDER BY a.id, theirs.kind`);
  }
}

const placeOf = (row: string) => ({ table: SEALED_NUMBERS.table, column: SEALED_NUMBERS.column, row });

const badPacra = (): Problem =>
  platformProblems.invalid('Correct the fields named in errors and send the request again.', {
    errors: [{ path: 'pacra', message: 'pacra is not a registration number of PACRA' }],
  });
