import type { Marketplace } from './marketplace.js';

/** Runs of digits as long as a card number, of a kind of card that there is; none within a longer number or an id. */
const LIKE_A_CARD = /(?<![0-9a-f.-])(?:3[47]|4|5[1-5]|2[2-7]|6)\d{11,17}(?![0-9a-f-])/gi;

/** Card numbers in a text: of the right length and check digit (ISO/IEC 7812-1). */
export const cardNumbersIn = (text: string): string[] => (text.match(LIKE_A_CARD) ?? []).filter(isLuhn);

function isLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((all, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Rows of all tables in which a card number stands, by table. */
export async function cardNumbersKept(market: Pick<Marketplace, 'rows'>): Promise<string[]> {
  const tables = await market.rows<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await market.rows<{ text: string }>(
        `SELECT t::text AS text FROM ${name} t WHERE t::text ~ '\\d{13}'`,
      );
      return rows.flatMap(({ text }) => cardNumbersIn(text).map((number) => `${name}: ${number}`));
    }),
  );
  return found.flat();
}
