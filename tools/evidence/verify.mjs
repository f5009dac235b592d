import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

// `npm run evidence:verify -- <export> [<export> …] [--anchors <file>]`: proves deliveries from their exports
// (GET /api/v1/deliveries/:id/evidence) without the database. Needs EVIDENCE_KEY, for the place in the chain AUDIT_KEY,
// and nothing else of this project: the forms are written down here once more, so that a mistake in the code that signs
// does not hide itself.

const CHAIN = 'delivery_evidence';

/** RFC 8785. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

const withoutNull = (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

const isSame = (hex, buffer) => {
  const given = Buffer.from(String(hex), 'hex');
  return given.length === buffer.length && timingSafeEqual(given, buffer);
};

export const readKeys = (list) =>
  new Map(
    list.split(',').map((pair) => {
      const [name, key] = pair.split(':');
      return [name, Buffer.from(key ?? '', 'base64')];
    }),
  );

/**
 * Looks at one export.
 *
 * @param {object} proof as the API answered it
 * @param {{ evidenceKeys: Map<string, Buffer>, auditKeys?: Map<string, Buffer>, anchors?: object[] }} known
 * @returns {{ problems: string[], notes: string[] }} no problem when it is whole
 */
export function verifyEvidence(proof, { evidenceKeys, auditKeys, anchors = [] }) {
  if (proof?.kind !== 'delivery-evidence' || proof.version !== 1) throw new Error('this is no proof of a delivery');
  const found = { problems: [], notes: [] };
  checkFacts(proof, evidenceKeys, found);
  checkContent(proof, found);
  if (!proof.link) found.notes.push('not in the chain yet: export it again in a minute');
  else if (!auditKeys) found.notes.push('without AUDIT_KEY its place in the chain was not looked at');
  else checkLink(proof, auditKeys, anchors, found);
  return found;
}

function checkFacts({ facts, keyId, mac }, keys, { problems }) {
  const key = keys.get(keyId);
  if (!key) return void problems.push(`signed with the key "${keyId}", which EVIDENCE_KEY lacks`);
  const text = `pakashop delivery evidence 1 ${canonical(facts)}`;
  if (!isSame(mac, createHmac('sha256', key).update(text).digest())) problems.push('the facts are not what was signed');
}

function checkContent({ facts, content }, { problems, notes }) {
  if (!content) return void notes.push('what was signed was erased on request of the person; the facts stay');
  const digest = createHash('sha256').update(canonical(content)).digest();
  if (!isSame(facts.contentDigest, digest)) problems.push('name, signature or place are not what was signed');
}

function checkLink({ facts, keyId, mac, link }, keys, anchors, { problems, notes }) {
  const key = keys.get(link.keyId);
  if (!key) return void problems.push(`sealed with the key "${link.keyId}", which AUDIT_KEY lacks`);
  const row = withoutNull({ ...facts, id: link.rowId, keyId, mac });
  const text = canonical({ sequence: link.sequence, sealedAt: link.sealedAt, row });
  const hash = createHmac('sha256', key).update(Buffer.from(link.previous, 'hex')).update(text).digest();
  if (!isSame(link.hash, hash)) problems.push(`sequence ${link.sequence}: the seal does not fit`);
  for (const { chain, sequence, hash: anchored, at, keyId: anchorKey, signature } of anchors) {
    if (chain !== CHAIN || sequence !== link.sequence) continue;
    const head = `anchor ${canonical({ chain, sequence, hash: anchored, at })}`;
    const isOurs =
      keys.has(anchorKey) && isSame(signature ?? '', createHmac('sha256', keys.get(anchorKey)).update(head).digest());
    if (!isOurs) problems.push(`the anchor of ${at} is not ours`);
    else if (anchored !== link.hash) problems.push(`sequence ${sequence}: another hash than the one anchored at ${at}`);
    else notes.push(`anchored at ${at}`);
  }
}

/** Whether neighbours in the chain are tied to each other. */
export function verifyTogether(proofs) {
  const links = proofs.flatMap(({ link }) => link ?? []).sort((a, b) => a.sequence - b.sequence);
  return links.flatMap((link, i) => {
    const before = links[i - 1];
    const isTied = before?.sequence !== link.sequence - 1 || before.hash === link.previous;
    return isTied ? [] : [`sequence ${link.sequence} is not tied to the one before`];
  });
}

function main() {
  const options = { anchors: { type: 'string' } };
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const { EVIDENCE_KEY, AUDIT_KEY } = process.env;
  if (positionals.length === 0) throw new Error('Name the exports: npm run evidence:verify -- delivery.json');
  if (!EVIDENCE_KEY) throw new Error('Give EVIDENCE_KEY as the processes have it, with the older keys.');
  const anchors = values.anchors
    ? readFileSync(values.anchors, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((text) => JSON.parse(text))
    : [];
  const known = { evidenceKeys: readKeys(EVIDENCE_KEY), auditKeys: AUDIT_KEY && readKeys(AUDIT_KEY), anchors };
  const proofs = positionals.map((file) => JSON.parse(readFileSync(file, 'utf8')));
  let wrong = 0;
  for (const proof of proofs) {
    const { problems, notes } = verifyEvidence(proof, known);
    const { deliveryId, confirmedAt } = proof.facts;
    for (const text of notes) console.log(`note: ${deliveryId}: ${text}`);
    for (const text of problems) console.log(`WRONG: ${deliveryId}: ${text}`);
    if (problems.length === 0) console.log(`whole: ${deliveryId}, confirmed ${confirmedAt}`);
    wrong += problems.length;
  }
  for (const text of verifyTogether(proofs)) console.log(`WRONG: ${text}`);
  process.exitCode = wrong + verifyTogether(proofs).length > 0 ? 1 : 0;
}

if (import.meta.main) {
  try {
    main();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 2;
  }
}
