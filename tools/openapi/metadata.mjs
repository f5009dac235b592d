import { PluginMetadataGenerator } from '@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator.js';
import { ReadonlyVisitor } from '@nestjs/swagger/plugin';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { inRoot } from '../base/places.mjs';

/** Where the generated file lives, relative to the root. */
export const METADATA_FILE = 'apps/api/metadata.generated.ts';

const CONTROLLERS = ['.controller.ts'];
/** Files whose exported classes describe what is sent and answered. */
const MODELS = ['.dto.ts', '.contract.ts', '/libs/platform/money.ts', '/libs/platform/http/pagination.ts'];

/**
 * What only the sources say about requests and answers: types of properties, what handlers resolve to, and comments. swc
 * drops these, so they are written into a file that the api loads when somebody asks for its documentation. Nothing is
 * type-checked here.
 */
export function metadataSource() {
  const program = createProgram();
  const folder = mkdtempSync(path.join(tmpdir(), 'pakashop-openapi-'));
  try {
    const visitor = new ReadonlyVisitor({
      introspectComments: true,
      classValidatorShim: false, // constraints are read from class-validator itself, with their real values
      dtoFileNameSuffix: MODELS,
      controllerFileNameSuffix: CONTROLLERS,
      pathToSource: inRoot('apps/api'),
      readonly: true,
      esmCompatible: true,
    });
    const filename = 'metadata.ts';
    new PluginMetadataGenerator().generate({ visitors: [visitor], outputDir: folder, filename, tsProgramRef: program });
    return readFileSync(path.join(folder, filename), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A program of the files that matter and what they import, in an order that does not depend on the machine. */
function createProgram() {
  const onUnRecoverableConfigFileDiagnostic = ({ messageText }) => {
    throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
  };
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic };
  const { options, fileNames } = ts.getParsedCommandLineOfConfigFile(inRoot('tsconfig.json'), undefined, host);
  const rootNames = fileNames.filter((name) => [...MODELS, ...CONTROLLERS].some((part) => name.includes(part)));
  return ts.createProgram({ options, rootNames: rootNames.toSorted() });
}
