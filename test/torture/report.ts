import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import type { Figures } from './figures.js';
import { settings } from './settings.js';

/** What must be nought, and the invariants that say so. */
const NOUGHTS: Readonly<Record<string, readonly string[]>> = {
  'acknowledged and lost': ['INV-10', 'INV-11', 'INV-12', 'INV-21'],
  'charged twice': ['INV-05', 'INV-06'],
  'paid out or refunded twice': ['INV-07', 'INV-19'],
  'ledger imbalance': ['INV-01', 'INV-02', 'INV-03', 'INV-04', 'INV-18'],
  'released too early': ['INV-24'],
  oversold: ['INV-08'],
  'forged callbacks accepted': ['INV-14'],
  'delivered without proof': ['INV-15'],
  'illegal moves': ['INV-13'],
  'shown to a stranger': ['INV-25'],
};

export interface Outcome {
  readonly figures: Figures;
  readonly seconds: number;
  /** Names and first rows of what does not hold. */
  readonly broken: readonly string[];
  /** Why the storm did not get to its end, if it did not. */
  readonly failure?: string;
}

type Counts = Readonly<Record<string, number>>;

interface Written {
  readonly seed: number;
  readonly seconds: number;
  readonly verdict: string;
  readonly noughts: Counts;
  readonly orders: Counts;
  readonly lives: Counts;
  readonly faults: Counts;
  readonly providerFaults: Counts;
  readonly recovery: Readonly<Record<string, { readonly p50: number; readonly max: number }>>;
}

/** Writes the figures down for machines and says them to people. */
export function report({ figures, seconds, broken, failure }: Outcome): void {
  const noughts = Object.entries(NOUGHTS).map(([name, invariants]) => [
    name,
    broken.filter((found) => invariants.some((invariant) => found.startsWith(invariant))).length,
  ]) as [string, number][];
  const verdict = failure ?? broken[0] ?? 'all invariants hold';
  const out = {
    at: new Date().toISOString(),
    seed: settings.seed,
    mutant: settings.mutant ?? null,
    cores: cpus().length,
    seconds: Math.round(seconds),
    verdict,
    broken,
    noughts: Object.fromEntries(noughts),
    orders: figures.under('orders '),
    lives: figures.under('life '),
    faults: figures.under('fault '),
    providerFaults: figures.under('provider fault '),
    calls: { ...figures.under('calls'), ms: figures.spread('call') },
    recovery: Object.fromEntries(
      Object.keys(figures.under('fault ')).map((kind) => [kind, figures.spread(`back after ${kind}`)]),
    ),
  };
  mkdirSync(settings.out, { recursive: true });
  writeFileSync(path.join(settings.out, 'latest.json'), `${JSON.stringify(out, null, 2)}\n`);
  process.stdout.write(`${table(out)}\n`);
}

function table(out: Written): string {
  const rows = rowsOf(out);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

const listed = (counts: Counts): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

function rowsOf(out: Written): [string, string][] {
  return [
    ['seed', String(out.seed)],
    ['seconds', String(out.seconds)],
    ['orders', listed(out.orders)],
    ['lives', listed(out.lives)],
    ['process faults', `${total(out.faults)}: ${listed(out.faults)}`],
    ['provider faults', `${total(out.providerFaults)}: ${listed(out.providerFaults)}`],
    ...Object.entries(out.recovery).map(([kind, { p50, max }]): [string, string] => [
      `back after ${kind}`,
      `${p50} ms, at most ${max} ms`,
    ]),
    ...Object.entries(out.noughts).map(([name, count]): [string, string] => [name, String(count)]),
    ['verdict', out.verdict],
  ];
}
