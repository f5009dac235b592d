import { createHash, createHmac } from 'node:crypto';

/** What PostgreSQL's jsonb can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = Readonly<Record<string, Json>>;

/**
 * The one form of a JSON value (RFC 8785): members in the order of their UTF-16 names, no spaces. Strings and numbers are
 * written as JSON.stringify does, which is what the RFC took its rules from.
 */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value as JsonObject).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

/** A row without the columns that are null: a column that is added later does not change what is sealed already. */
export const presentColumns = (row: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

/** What the first link of a chain is tied to. */
export const genesis = (chain: string): Buffer => createHash('sha256').update(`pakashop chain ${chain}`).digest();

export interface SealedRow {
  readonly sequence: number;
  /** UTC with microseconds. */
  readonly sealedAt: string;
  readonly row: JsonObject;
}

/** HMAC-SHA256 over the link before and the canonical row with its place in the chain and the time of sealing. */
export const linkHash = (key: Buffer, previous: Buffer, { sequence, sealedAt, row }: SealedRow): Buffer =>
  createHmac('sha256', key)
    .update(previous)
    .update(canonical({ sequence, sealedAt, row: presentColumns(row) }))
    .digest();

/** The newest link of a chain at some moment. */
export interface Head {
  readonly chain: string;
  readonly sequence: number;
  /** Hex. */
  readonly hash: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Proves later that the chain had reached this link; hex. */
export const signHead = (key: Buffer, { chain, sequence, hash, at }: Head): string =>
  createHmac('sha256', key)
    .update(`anchor ${canonical({ chain, sequence, hash, at })}`)
    .digest('hex');
