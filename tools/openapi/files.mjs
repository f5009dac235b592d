import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readText, tail, writeWhole } from '../base/files.mjs';
import { inRoot } from '../base/places.mjs';
import { run } from '../base/run.mjs';
import { Trouble } from '../base/trouble.mjs';
import { build } from '../setup/build.mjs';
import { node24 } from '../setup/node24.mjs';

const METADATA = 'apps/api/metadata.generated.ts';
const DOCUMENT = 'docs/openapi.json';
const CLIENT = 'libs/client/schema.generated.ts';
const PERMISSIONS = 'docs/permissions.md';

/** Writes all files that follow from the routes; answers the names of those that changed. */
export async function generate() {
  const metadata = await metadataNow();
  const changed = take(metadata);
  await build();
  return [...changed, ...take(await descriptionNow())];
}

/** Says which generated files are not what they would be now; undefined when all are. Needs a build of now. */
export async function staleDescription() {
  const metadata = await metadataNow();
  const stale = [...differing(metadata)];
  // The description is made from the metadata that were built: with old ones it would only be wrong in the same way.
  if (stale.length === 0) stale.push(...differing(await descriptionNow()));
  if (stale.length === 0) return undefined;
  return `${stale.join(', ')} must be written anew: run "npm run openapi" and look at the difference.`;
}

const metadataNow = () =>
  made('metadata.mjs', (folder) => path.join(folder, 'metadata.ts'), { 'metadata.ts': METADATA });

const descriptionNow = () =>
  made('document.mjs', (folder) => folder, {
    'openapi.json': DOCUMENT,
    'schema.generated.ts': CLIENT,
    'permissions.md': PERMISSIONS,
  });

/** Runs one of the programs beside this file; answers the text of each file by where it belongs. */
async function made(program, target, places) {
  const folder = mkdtempSync(path.join(tmpdir(), 'pakashop-openapi-'));
  try {
    const { code, output } = await run(node24(), [inRoot('tools/openapi', program), target(folder)], { name: program });
    if (code !== 0) throw new Trouble('The API could not be described: the reason stands above.', tail(output, 30));
    return Object.entries(places).map(([name, place]) => ({
      place,
      text: readFileSync(path.join(folder, name), 'utf8'),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const differing = (files) =>
  files.filter(({ place, text }) => readText(inRoot(place)) !== text).map(({ place }) => place);

function take(files) {
  const changed = differing(files);
  for (const { place, text } of files) if (changed.includes(place)) writeWhole(inRoot(place), text);
  return changed;
}
