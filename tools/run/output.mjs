import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { logs } from '../base/places.mjs';
import { bold, dim, hues, red, say, yellow } from '../base/say.mjs';

const LEVELS = {
  10: dim('trace'),
  20: dim('debug'),
  30: 'info ',
  40: yellow('warn '),
  50: red('error'),
  60: red('fatal'),
};
/** What Nest tells about every module and route at each start: only in the file. */
const NEST_BOOT = new Set(['NestFactory', 'NestApplication', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);
const COMMON = new Set(['level', 'time', 'service', 'pid', 'hostname', 'context', 'msg', 'correlationId']);
const WIDTH = 9;
const known = [];

/** The name of a process as a coloured column. */
function column(name) {
  if (!known.includes(name)) known.push(name);
  return hues[known.indexOf(name) % hues.length](`${name.padEnd(WIDTH)}|`);
}

/** One log of all processes: short and coloured on the screen, complete in .cache/logs/pakashop.log. */
export function openLog() {
  const file = path.join(logs, 'pakashop.log');
  mkdirSync(logs, { recursive: true });
  if (existsSync(file)) renameSync(file, `${file}.1`);
  const out = openSync(file, 'w');
  const keep = (name, line) => {
    try {
      writeSync(out, `${new Date().toISOString()} ${name.padEnd(WIDTH)}| ${line}\n`);
    } catch {
      // a full disk must not stop the processes: the screen still shows everything
    }
  };
  return {
    line(name, line) {
      keep(name, line);
      for (const part of readable(line)) say(`${column(name)} ${part}`);
    },
    event(name, words) {
      keep(name, `-- ${words}`);
      say(`${column(name)} ${red(bold(words))}`);
    },
    close: () => closeSync(out),
  };
}

/** A JSON line of pino in words; any other line as it is. */
function readable(line) {
  const entry = line.startsWith('{') ? parsed(line) : undefined;
  if (typeof entry?.level !== 'number') return [line];
  if (entry.level <= 30 && NEST_BOOT.has(entry.context)) return [];
  const place = entry.context ? dim(`${entry.context}: `) : '';
  const head = `${LEVELS[entry.level] ?? entry.level} ${place}${entry.msg ?? ''}${dim(fieldsOf(entry))}`;
  const { err } = entry;
  const stack = err ? String(err.stack ?? err.message ?? JSON.stringify(err)).split('\n') : [];
  return [head, ...stack.slice(0, 12).map((part) => dim(`  ${part}`))];
}

/** What else the line says, as " name=value"; without what all lines say. */
function fieldsOf(entry) {
  return Object.entries(entry)
    .filter(([name, value]) => !COMMON.has(name) && typeof value !== 'object')
    .map(([name, value]) => ` ${name}=${value}`)
    .join('');
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
