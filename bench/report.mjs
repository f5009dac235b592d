import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { green, say, yellow } from '../tools/base/say.mjs';
import { out } from './stage.mjs';

const WIDTHS = [28, 10, 10, 10, 12, 8, 8];
/** On reads p99 has to stay below so many times p50. */
const SPREAD = 4;

const row = (cells) =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(WIDTHS[0]) : cell.padStart(WIDTHS[i] ?? 10))).join('');
const verdict = (isOk, words = '') => (isOk ? green('ok') : yellow(`missed${words}`));

/** The table of a run. */
export function printReport(results) {
  say();
  say(row(['', 'req/s', 'p50 ms', 'p99 ms', 'baseline/s', 'ratio', 'target']));
  for (const result of results) say(result.limit === undefined ? caseRow(result) : limitRow(result));
}

function caseRow({ title, rps, p50, p99, baselineRps, ratio, target, isRead }) {
  const cells = [title, rps.toFixed(0), p50.toFixed(1), p99.toFixed(1), baselineRps.toFixed(0), ratio.toFixed(2)];
  const isSteady = !isRead || p99 < SPREAD * p50;
  const spread = isSteady ? '' : yellow(`  p99 is ${(p99 / p50).toFixed(1)} × p50, target ${SPREAD}`);
  return `${row([...cells, target.toFixed(2)])}  ${verdict(ratio >= target)}${spread}`;
}

function limitRow({ name, value, limit, unit }) {
  const titles = {
    start: 'api start to first 200',
    'memory-idle': 'api memory, idle',
    'memory-load': 'api memory, loaded',
  };
  const figure = `${value.toFixed(unit === 's' ? 2 : 0)} ${unit}`;
  return `${row([titles[name], figure, '', '', '', '', String(limit)])}  ${verdict(value <= limit)}`;
}

/** Writes bench/out/latest.json. */
export function writeReport(results) {
  const rounded = (value) => (value === undefined ? undefined : Number(value.toPrecision(4)));
  const list = results.map(({ name, rps, p50, p99, baselineRps, ratio, target, value, limit, unit }) =>
    limit === undefined
      ? {
          name,
          rps: rounded(rps),
          p50: rounded(p50),
          p99: rounded(p99),
          baselineRps: rounded(baselineRps),
          ratio: rounded(ratio),
          target,
        }
      : { name, value: rounded(value), unit, limit },
  );
  writeFileSync(path.join(out, 'latest.json'), `${JSON.stringify(list, null, 2)}\n`);
  return 'bench/out/latest.json';
}
