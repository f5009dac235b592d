import openapiTS, { astToString } from 'openapi-typescript';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'prettier';
import { inRoot } from '../base/places.mjs';

// `node document.mjs <folder>` writes openapi.json and the client's schema.generated.ts from what was built.

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
const [{ registry }, { describeApi }] = await Promise.all([
  built('apps/domains.js'),
  built('apps/api/openapi.document.js'),
]);
const document = await describeApi(registry);
const write = (name, text) => writeFileSync(path.join(folder, name), text);
write('openapi.json', await format(JSON.stringify(document), { parser: 'json', printWidth: 120 }));
write('schema.generated.ts', await typesOf(document));
