import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { runJest } from '../../../tools/check/jest.mjs';
import { ensureTemplate } from '../../../tools/check/template-database.mjs';
import { startTestServices } from '../../../tools/check/test-services.mjs';
import { readJson } from '../../../tools/base/files.mjs';
import { inCache, inRoot } from '../../../tools/base/places.mjs';
import { green, red, say } from '../../../tools/base/say.mjs';
import { Trouble } from '../../../tools/base/trouble.mjs';
import { MUTANTS } from './list.mjs';

const LIMIT = 10 * 60_000;

/**
 * Lets a storm go over each broken copy, and over one that is whole; a broken one that gets through is a failure.
 *
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env settings of the storm
 * @param {string} [options.only] a part of the name of the mutants to run
 */
export async function tortureMutants({ env, only = '' }) {
  const chosen = MUTANTS.filter(({ name }) => name.includes(only));
  if (chosen.length === 0) throw new Trouble(`No mutant is called like "${only}".`);
  const copies = chosen.map((mutant) => ({ mutant, edited: mutant.file && edit(mutant) }));
  const services = await startTestServices();
  for (const mutant of chosen.filter(({ sql }) => sql)) await tryOut(mutant, services);
  const folder = inCache(`mutants-${process.pid}`);
  const results = [];
  try {
    if (!only) results.push(await judge({ name: 'nothing is broken' }, { folder, env, services }));
    for (const { mutant, edited } of copies) results.push(await judge(mutant, { folder, env, services, edited }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const { name, right, why } of results) say(`${right ? green('✓') : red('✗')} ${name}: ${why}`);
  mkdirSync(inRoot('test/torture/out'), { recursive: true });
  writeFileSync(inRoot('test/torture/out/mutants.json'), `${JSON.stringify(results, null, 2)}\n`);
  return results.every(({ right }) => right) ? 0 : 1;
}

/** The mutated text. A mutation that does not fit the code any more is an error: it would prove nothing. */
function edit({ name, file, from, to }) {
  const text = readFileSync(inRoot('dist', file), 'utf8');
  if (text.split(from).length !== 2) throw new Trouble(`The mutant "${name}" does not fit ${file} any more.`);
  return text.replace(from, () => to);
}

/** A change of the database that does not fit it any more is an error, too. */
async function tryOut({ name, sql }, { env: { TEST_PG_URL } }) {
  const admin = new pg.Client({ connectionString: TEST_PG_URL });
  await admin.connect();
  const address = new URL(TEST_PG_URL);
  address.pathname = '/mutation';
  await admin.query(`CREATE DATABASE mutation TEMPLATE ${await ensureTemplate(TEST_PG_URL)}`);
  const client = new pg.Client({ connectionString: address.href });
  try {
    await client.connect();
    await client.query(sql);
  } catch (error) {
    throw new Trouble(`The mutant "${name}" does not fit the database any more: ${error.message}`);
  } finally {
    await client.end();
    await admin.query('DROP DATABASE mutation WITH (FORCE)');
    await admin.end();
  }
}

async function judge({ name, file, sql }, { folder, env, services, edited }) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(inRoot('dist'), folder, { recursive: true });
  if (edited !== undefined) writeFileSync(path.join(folder, file), edited);
  const out = path.join(folder, 'out');
  const { failed, problem } = await runJest({
    env: {
      ...services.env,
      ...env,
      PAKASHOP_DIST: folder,
      TORTURE_MUTANT: name,
      TORTURE_MUTATION: sql,
      TORTURE_OUT: out,
    },
    args: ['--testMatch', '**/*.torture.ts', '--testTimeout', String(LIMIT), '--silent', '--forceExit'],
    limit: LIMIT,
  });
  const { verdict } = readJson(path.join(out, 'latest.json')) ?? {};
  const isCaught = failed > 0 || problem !== undefined;
  const isBroken = edited !== undefined || sql !== undefined;
  const why = isCaught ? `caught: ${verdict ?? problem ?? 'the storm did not end'}` : 'came through';
  return { name, right: isCaught === isBroken, why };
}
