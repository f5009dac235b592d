import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = globSync('{apps,libs}/**/*.ts', { cwd: root }).filter(
  (name) => !/\.(spec|suite|fixtures|generated)\.ts$|^apps\/sandbox\/|^libs\/platform\/prisma\//.test(name),
);

interface Line {
  readonly file: string;
  readonly text: string;
}

/** Code without comments, line by line. */
const linesOf = (files: readonly string[]): Line[] =>
  files.flatMap((file) =>
    readFileSync(`${root}${file}`, 'utf8')
      .split('\n')
      .map((text) => ({ file, text: text.trim() }))
      .filter(({ text }) => !/^(?:\/\/|\/\*|\*)/.test(text)),
  );
const shown = ({ file, text }: Line): string => `${file}: ${text}`;

/** Areas that send money or ask for it, with the one file of each that does. */
const SENDERS = {
  'libs/backend/payments/': 'payments.sender.ts',
  'libs/backend/refunds/': 'refunds.sender.ts',
  'libs/settlement/': 'payouts.sender.ts',
} as const;
const areas = Object.entries(SENDERS);
const inArea = (name: string): boolean => areas.some(([area]) => name.startsWith(area));

/** What of a line sends: the sender itself may be asked to, a web page may be answered. */
const sends = (text: string): boolean => /\.send\(/.test(text.replace(/\bthis(?:\.sender)?\.send\(/g, ''));

/** What names a company's client; callbacks, numbers and signatures are for everybody. */
const CLIENT = /\b(?:Pawapay|Flutterwave)(?:(?:Payout|Refund|Transfer)?Client|Statements)\b/;

/** Methods of the clients that move money. */
const MOVES = /\bclient\.(?:deposit|payout|payoutsInBulk|refund|transfer|createPayment|chargeZambiaMobileMoney)\(/;

describe('whoever sends money', () => {
  it('is one file of each area', () => {
    const found = linesOf(sources.filter((file) => inArea(file) && !file.endsWith('.controller.ts')))
      .filter(({ text }) => sends(text))
      .map(({ file }) => file);
    expect([...new Set(found)].toSorted()).toEqual(areas.map(([area, file]) => area + file).toSorted());
    expect(sends('const outcome = await rail.send(lines);')).toBe(true);
    expect(sends('return this.sender.send(work);')).toBe(false);
  });

  it.each(areas)('is not reached from outside of %s', (area) => {
    const [name] = SENDERS[area as keyof typeof SENDERS].split('.');
    const door = new RegExp(String.raw`from '[^']*\b${name}\.(?:orchestrator|starter|rails|sender)\.js'`);
    const through = linesOf(sources).filter(({ text }) => door.test(text));
    expect(through.filter(({ file }) => !file.startsWith(area)).map(shown)).toEqual([]);
    expect(through.length).toBeGreaterThan(3);
  });
});

describe('clients of the companies that move money', () => {
  const ours = sources.filter((file) => !file.startsWith('libs/providers/'));

  it('are made by the table of contents of an area, and used by its adapters alone', () => {
    const lines = linesOf(ours).filter(({ text }) => CLIENT.test(text));
    const allowed =
      /^libs\/(?:backend\/(?:payments|refunds)|settlement|reconciliation)\/(?:\w+\.area|adapters\/.+\.adapter)\.ts$/;
    expect(lines.filter(({ file }) => !allowed.test(file)).map(shown)).toEqual([]);
    const makers = lines.filter(({ text }) => /\bnew /.test(text)).map(({ file }) => file);
    expect([...new Set(makers)].toSorted()).toEqual([
      'libs/backend/payments/payments.area.ts',
      'libs/backend/refunds/refunds.area.ts',
      'libs/reconciliation/statements.area.ts',
      'libs/settlement/payouts.area.ts',
    ]);
  });

  it('move money for the adapter of one area each', () => {
    const found = linesOf(ours).filter(({ text }) => MOVES.test(text));
    const adapters = /^libs\/(?:backend\/(?:payments|refunds)|settlement)\/adapters\/.+\.adapter\.ts$/;
    expect(found.filter(({ file }) => !adapters.test(file)).map(shown)).toEqual([]);
    expect(new Set(found.map(({ file }) => file)).size).toBe(6);
  });
});

describe('amounts', () => {
  const MONEY =
    /^libs\/(?:settlement|reconciliation|pricing|providers|backend\/(?:orders|payments|refunds|disputes|cart|delivery|products|wallets))\/|^libs\/platform\/money\.ts$/;
  /** Coordinates have fractions. */
  const PLACES = 'libs/pricing/pricing.places.contract.ts';

  /** What may leave the integers: a division, a decimal, what rounds, what reads or writes fractions. */
  const FRACTION =
    /[\w)\]] \/ [\w(]|\bparseFloat\b|\.toFixed\(|\bMath\.(?:round|floor|ceil|trunc)\b|(?<![\w.'"`$@/-])\d[\d_]*\.\d/;
  const EXACT = /\bBigInt\(|\d+n\b/;
  /** Time, distance, weight and chance, by their names. */
  const NO_MONEY =
    /second|getTime|86400|epoch|_SECONDS|hour|\bage\b|latency|metres|km\b|weightG|degrees|random|to_timestamp|Date\b|basisPoints|BasisPoints/i;

  /** Each with what it is. */
  const EXPLAINED: Readonly<Record<string, string>> = {
    "const whole = Math.trunc(Math.abs(amount) / 100).toLocaleString('en-US');": 'kwacha, to be read by people',
    'const whole = numerator / denominator;': 'bigint',
    'const parts = exact.map((e) => e / total);': 'bigint',
    'const no = Math.floor(readTo / PIECE);': 'pieces of a file',
    'if (!isEnd && text.length < PIECE / 8) {': 'pieces of a file',
    'const WIDE = 0.2;': 'a share of all shops',
    'const FAIR = Math.floor(2 ** 32 / PINS) * PINS;': 'PINs',
  };

  const isFraction = (text: string): boolean =>
    FRACTION.test(text) && !EXACT.test(text) && !NO_MONEY.test(text) && EXPLAINED[text] === undefined;

  it('never leave the integers', () => {
    const found = linesOf(sources.filter((file) => MONEY.test(file) && file !== PLACES)).filter(({ text }) =>
      isFraction(text),
    );
    expect(found.map(shown)).toEqual([]);
  });

  it.each([
    'const fee = amount * 0.05;',
    'const kwacha = amount / 100;',
    'const pay = Math.round(total * part);',
    'return parseFloat(text);',
    'return amount.toFixed(2);',
    'const share = (goods * rate) / whole;',
  ])('would be found out by: %s', (text) => {
    expect(isFraction(text)).toBe(true);
  });

  it('are explained where they look like fractions', () => {
    const all = new Set(linesOf(sources.filter((file) => MONEY.test(file))).map(({ text }) => text));
    expect(Object.keys(EXPLAINED).filter((text) => !all.has(text))).toEqual([]);
  });
});
