import { PluginMetadataGenerator } from '@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator.js';
import { ReadonlyVisitor } from '@nestjs/swagger/plugin';
import path from 'node:path';
import ts from 'typescript';
import { inRoot } from '../base/places.mjs';

// `node metadata.mjs <file>` writes what only the sources say about requests and answers: types of properties, what
// handlers resolve to, and comments. swc drops these, so the api loads them from this file when somebody asks for its
// documentation. Nothing is type-checked here.

const CONTROLLERS = ['.controller.ts'];
/** Files whose exported classes describe what is sent and answered. */
const MODELS = ['.dto.ts', '.contract.ts', '/libs/platform/money.ts', '/libs/platform/http/pagination.ts'];

const visitor = new ReadonlyVisitor({
  introspectComments: true,
  classValidatorShim: false, // constraints are read from class-validator itself, with their real values
  dtoFileNameSuffix: MODELS,
  controllerFileNameSuffix: CONTROLLERS,
  pathToSource: inRoot('apps/api'),
  readonly: true,
  esmCompatible: true,
});

const { dir, base } = path.parse(path.resolve(process.argv[2]));
new PluginMetadataGenerator().generate({
  visitors: [visitor],
  outputDir: dir,
  filename: base,
  tsProgramRef: program(),
});

/** The files that matter and what they import, in an order that does not depend on the machine. */
function program() {
  const onUnRecoverableConfigFileDiagnostic = ({ messageText }) => {
    throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
  };
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic };
  const { options, fileNames } = ts.getParsedCommandLineOfConfigFile(inRoot('tsconfig.json'), undefined, host);
  const rootNames = fileNames.filter((name) => [...MODELS, ...CONTROLLERS].some((part) => name.includes(part)));
  return ts.createProgram({ options, rootNames: rootNames.toSorted() });
}
