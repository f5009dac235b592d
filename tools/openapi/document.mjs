import openapiTS, { astToString } from 'openapi-typescript';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'prettier';
import { inRoot } from '../base/places.mjs';
import { permissionsPage } from './permissions.mjs';

// `node document.mjs <folder>` writes openapi.json, the client's schema.generated.ts and permissions.md from what
// was built.

const built = (file) => import(pathToFileURL(inRoot('dist', file)).href);

/** Types for callers; their client makes an Idempotency-Key where they give none. */
async function typesOf(document) {
  const own = structuredClone(document);
  const operations = Object.values(own.paths).flatMap((operationsOf) => Object.values(operationsOf));
  for (const parameter of operations.flatMap(({ parameters }) => parameters ?? [])) {
    if (parameter.name === 'Idempotency-Key') parameter.required = false;
  }
  const types = astToString(await openapiTS(own, { defaultNonNullable: false }));
  const codes = codesIn(document).map((code) => `\n  | '${code}'`);
  return `${types}\n/** Every code that a refusal of this version can carry. */\nexport type ProblemCode =${codes.join('')};\n`;
}

function codesIn(document) {
  const answers = [
    ...Object.values(document.components.responses),
    ...Object.values(document.paths).flatMap((operations) =>
      Object.values(operations).flatMap(({ responses }) => Object.values(responses)),
    ),
  ];
  const problems = answers.map(({ content }) => content?.['application/problem+json']?.schema.allOf[1].properties.code);
  return [...new Set(problems.flatMap((code) => code?.enum ?? []))].toSorted();
}

const [folder] = process.argv.slice(2);
const [{ registry }, { describeApi }, { ROLES, PERMISSIONS }, { EXCLUSIONS }] = await Promise.all([
  built('apps/domains.js'),
  built('apps/api/openapi.document.js'),
  built('libs/backend/auth/auth.permissions.js'),
  built('libs/backend/users/users.rules.js'),
]);
const document = await describeApi(registry);
const write = (name, text) => writeFileSync(path.join(folder, name), text);
write('openapi.json', await format(JSON.stringify(document), { parser: 'json', printWidth: 120 }));
write('schema.generated.ts', await typesOf(document));
const page = permissionsPage({ document, roles: ROLES, permissions: PERMISSIONS, exclusions: EXCLUSIONS });
write('permissions.md', await format(page, { parser: 'markdown', printWidth: 120 }));
