/** Digits with at most two that count behind the point: fractions of an ngwee are no money. */
const DECIMAL = /^([+-]?)(\d{1,13})(?:\.(\d{1,2})0*)?$/;

/** "-1,250.50" → -125050. Undefined for anything that is not exactly a number of ngwee. */
export function signedNgwee(text: string): number | undefined {
  const match = DECIMAL.exec(text.includes(',') ? text.replaceAll(',', '') : text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const ngwee = Number(whole) * 100 + Number(fraction.length === 1 ? `${fraction}0` : fraction);
  return sign === '-' ? -ngwee : ngwee;
}

const MOMENT = /^(\d{4}-\d\d-(\d\d))(?:[T ](\d\d:\d\d:\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

/** Milliseconds of a moment. Without a zone it is UTC, a day alone is its midnight. Undefined for days that do not exist. */
export function momentOf(text: string): number | undefined {
  const match = MOMENT.exec(text);
  if (!match) return undefined;
  const [, day, dayOfMonth, time = '00:00:00', zone = 'Z'] = match;
  const at = Date.parse(`${day}T${time}${zone}`);
  if (Number.isNaN(at)) return undefined;
  // The clock of JavaScript reads 31 February as 3 March.
  const exists = Number(dayOfMonth) < 29 || new Date(`${day}T00:00:00Z`).getUTCDate() === Number(dayOfMonth);
  return exists ? at : undefined;
}
