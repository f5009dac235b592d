import { bankCsv } from './statements.bank.js';
import { flutterwaveApi, flutterwaveCsv } from './statements.flutterwave.js';
import type { Line } from './statements.line.js';
import { pawapayCsv } from './statements.pawapay.js';

/** Reads one record: the line, or why it is none; undefined for a record that says nothing about money. */
export type Reader = (record: string) => Line | string | undefined;

/** A kind of file, known by its first record. */
export interface StatementFormat {
  readonly name: string;
  /** Whose statements have it. */
  readonly provider: string;
  readonly isFirst: (record: string) => boolean;
  /** A reader for the records after the first. */
  readonly reader: (first: string, currency: string) => Reader;
}

const FORMATS: readonly StatementFormat[] = [pawapayCsv, flutterwaveCsv, flutterwaveApi, bankCsv];

/** The format of a provider's file that begins so. */
export const formatOf = (provider: string, first: string): StatementFormat | undefined =>
  FORMATS.find((format) => format.provider === provider && format.isFirst(first));

/** A format that a stored statement names. */
export function formatNamed(name: string): StatementFormat {
  const format = FORMATS.find((one) => one.name === name);
  if (!format) throw new Error(`no format is called ${name}`);
  return format;
}
