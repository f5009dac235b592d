import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

// `npm run audit:verify -- <export> [--anchors <file>]`: proves an export of the audit (GET /api/v1/audit/export) or of the
// ledger (GET /api/v1/settlement/export) without the database. Needs AUDIT_KEY, and nothing else of this project: the form
// of a seal is written down here once more, so that a mistake in the one that seals does not hide itself.

/** Sealing takes seconds. What took so much longer was either put in later, or no worker ran. */
const LATE_MS = 60 * 60_000;
const MOST = 20;

/** RFC 8785. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

const withoutNull = (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

function hashOf(key, previous, { sequence, sealedAt, row }) {
  const text = canonical({ sequence, sealedAt, row: withoutNull(row) });
  return createHmac('sha256', key).update(previous).update(text).digest();
}

const isSame = (hex, buffer) => {
  const given = Buffer.from(hex, 'hex');
  return given.length === buffer.length && timingSafeEqual(given, buffer);
};

const readKeys = (list) =>
  new Map(
    list.split(',').map((pair) => {
      const [name, key] = pair.split(':');
      return [name, Buffer.from(key ?? '', 'base64')];
    }),
  );

/**
 * Follows a chain line by line.
 *
 * @param {AsyncIterable<string>} lines of the export
 * @param {{ keys: Map<string, Buffer>, anchors?: object[] }} known keys by name, and heads that were anchored outside
 * @returns {Promise<{ problems: string[], notes: string[], links: number, anchored: number, hash: string }>} problems in
 * the order of the chain; none when it is whole
 */
export async function verifyExport(lines, { keys, anchors = [] }) {
  const state = { problems: [], notes: [], links: 0, anchored: 0, hash: '', expected: 1, previous: undefined };
  let chain;
  let head;
  for await (const text of lines) {
    if (text.trim() === '') continue;
    const line = parse(text);
    if (!line) state.problems.push(`after sequence ${state.expected - 1}: a line is not readable`);
    else if (line.kind === 'chain') {
      chain = line;
      state.previous = createHash('sha256').update(`pakashop chain ${line.chain}`).digest();
      state.anchors = sound(anchors, line, keys, state);
    } else if (!chain) throw new Error('this is no export of a chain: its first line does not say which chain it is');
    else if (line.kind === 'link') follow(line, keys, state);
    else if (line.kind === 'unsealed') lookAtUnsealed(line, chain, state);
    else if (line.kind === 'head') head = line;
  }
  if (!chain) throw new Error('the export is empty');
  closeChain(head, state);
  return state;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function follow(link, keys, state) {
  const { sequence, rowId, keyId, hash, row } = link;
  if (sequence !== state.expected) {
    const what =
      sequence > state.expected ? `missing: ${sequence} stands in its place` : `followed by ${sequence} again`;
    state.problems.push(`sequence ${Math.min(sequence, state.expected)} is ${what}`);
  }
  const key = keys.get(keyId);
  if (!row) state.problems.push(`sequence ${sequence}: its row (${rowId}) is gone`);
  else if (!key) state.problems.push(`sequence ${sequence}: sealed with the key "${keyId}", which AUDIT_KEY lacks`);
  else if (row.id !== rowId || !isSame(hash, hashOf(key, state.previous, link))) {
    state.problems.push(`sequence ${sequence}: row ${rowId} or its seal is not what was sealed`);
  } else if (Date.parse(link.sealedAt) - Date.parse(row.at) > LATE_MS) {
    state.notes.push(`sequence ${sequence}: row ${rowId} is dated ${row.at} and was sealed only at ${link.sealedAt}`);
  }
  const anchor = state.anchors.get(sequence);
  if (anchor && anchor.hash !== hash) {
    state.problems.push(`sequence ${sequence}: another hash than the one anchored at ${anchor.at}`);
  } else if (anchor) state.anchored++;
  Object.assign(state, { previous: Buffer.from(hash, 'hex'), hash, links: state.links + 1, expected: sequence + 1 });
}

/** The anchors of this chain by sequence; one whose signature is wrong proves nothing and is named. */
function sound(anchors, { chain, exportedAt }, keys, state) {
  const good = new Map();
  for (const { keyId, signature, ...head } of anchors.filter((anchor) => anchor.chain === chain)) {
    const text = `anchor ${canonical({ chain, sequence: head.sequence, hash: head.hash, at: head.at })}`;
    const key = keys.get(keyId);
    if (!key || !isSame(signature ?? '', createHmac('sha256', key).update(text).digest())) {
      state.problems.push(`the anchor of ${head.at} at sequence ${head.sequence} is not ours`);
    } else if (head.at > exportedAt) {
      state.notes.push(`the anchor of ${head.at} is younger than the export (${exportedAt}) and was not used`);
    } else good.set(head.sequence, head);
  }
  return good;
}

function lookAtUnsealed({ row }, { exportedAt }, { notes }) {
  if (Date.parse(exportedAt) - Date.parse(row.at) > LATE_MS) {
    notes.push(`row ${row.id} is dated ${row.at} and has no seal: it was put in, or no worker runs`);
  }
}

function closeChain(head, { problems, anchors, hash, expected }) {
  const last = expected - 1;
  const reached = [...(anchors?.values() ?? [])]
    .filter(({ sequence }) => sequence > last)
    .sort((a, b) => b.sequence - a.sequence)[0];
  if (reached) {
    const { sequence, at } = reached;
    problems.push(`sequence ${expected} is missing: the chain ends there, but reached ${sequence} on ${at}`);
  }
  if (!head) problems.push(`after sequence ${last}: the last line is missing, so the export is not complete`);
  else if (head.sequence !== last || (head.hash ?? '') !== hash) {
    problems.push(
      `sequence ${Math.min(last, head.sequence) + 1} is missing: the export says it reaches ${head.sequence}`,
    );
  }
}

async function main() {
  const options = { anchors: { type: 'string' } };
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [file] = positionals;
  const list = process.env.AUDIT_KEY;
  if (!file) throw new Error('Name the export: npm run audit:verify -- audit.ndjson [--anchors anchors.ndjson]');
  if (!list) throw new Error('Give AUDIT_KEY as the processes have it, with the older keys.');
  const anchors = values.anchors
    ? readFileSync(values.anchors, 'utf8')
        .split('\n')
        .flatMap((text) => parse(text) ?? [])
    : [];
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const found = await verifyExport(lines, { keys: readKeys(list), anchors });
  const { problems, notes, links, anchored, hash } = found;
  for (const text of notes.slice(0, MOST)) console.log(`note: ${text}`);
  if (!values.anchors) console.log('note: without --anchors a chain whose end was cut off looks whole');
  for (const text of problems.slice(0, MOST)) console.log(`WRONG: ${text}`);
  if (problems.length > MOST) console.log(`… and ${problems.length - MOST} more`);
  if (problems.length === 0) console.log(`whole: ${links} rows, ${anchored} anchors fit, head ${hash}`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (import.meta.main) {
  await main().catch((error) => {
    console.error(error.message);
    process.exitCode = 2;
  });
}
