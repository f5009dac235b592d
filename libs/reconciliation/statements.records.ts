/** Longer than any honest record: behind an open quote the rest of the file would be one. */
const LONGEST = 65_536;

/** Records of a text, and how much of it they are. */
export interface Cut {
  readonly records: string[];
  /** Characters up to the end of the last whole record. */
  readonly used: number;
}

/**
 * Cuts a text of one character a byte into records at line ends outside of quotes. What follows the last line end is left
 * for the next piece, or is the last record when nothing follows.
 */
export function cut(text: string, isEnd: boolean): Cut {
  if (!text.includes('"')) return cutPlain(text, isEnd);
  const records: string[] = [];
  let begin = 0;
  let used = 0;
  for (let at = 0; at < text.length;) {
    const end = lineEnd(text, at, isEnd);
    if (end === undefined) break;
    at = end + 1;
    const isOpen = quotesIn(text, begin, end) % 2 === 1;
    if (isOpen && end - begin < LONGEST && !(isEnd && at >= text.length)) continue;
    // A quote that nobody closes spoils its own line and no other.
    if (isOpen) at = (lineEnd(text, begin, true) ?? end) + 1;
    records.push(trimmed(text.slice(begin, at - 1)));
    begin = at;
    used = Math.min(at, text.length);
  }
  return { records, used };
}

function cutPlain(text: string, isEnd: boolean): Cut {
  const last = isEnd ? text.length : text.lastIndexOf('\n') + 1;
  if (last === 0) return { records: [], used: 0 };
  const whole = text.slice(0, last);
  const records = (whole.endsWith('\n') ? whole.slice(0, -1) : whole).split('\n');
  return { records: whole.includes('\r') ? records.map(trimmed) : records, used: last };
}

function lineEnd(text: string, from: number, isEnd: boolean): number | undefined {
  const end = text.indexOf('\n', from);
  if (end >= 0) return end;
  return isEnd ? text.length : undefined;
}

function quotesIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('"', from); at >= 0 && at < to; at = text.indexOf('"', at + 1)) count++;
  return count;
}

const trimmed = (record: string): string => (record.endsWith('\r') ? record.slice(0, -1) : record);

/** Fields of a record of CSV (RFC 4180). */
export function fieldsOf(record: string): string[] {
  if (!record.includes('"')) return record.split(',');
  const fields: string[] = [];
  for (let at = 0; at <= record.length;) {
    if (record[at] !== '"') {
      const end = record.indexOf(',', at);
      fields.push(record.slice(at, end < 0 ? undefined : end));
      at = end < 0 ? record.length + 1 : end + 1;
      continue;
    }
    const closing = closingQuote(record, at + 1);
    fields.push(record.slice(at + 1, closing).replaceAll('""', '"'));
    at = closing + 2;
  }
  return fields;
}

function closingQuote(record: string, from: number): number {
  let at = record.indexOf('"', from);
  while (at >= 0 && record[at + 1] === '"') at = record.indexOf('"', at + 2);
  return at < 0 ? record.length : at;
}
