import { atEnd, command } from '../tools/base/lifetime.mjs';
import { cleanUp } from '../tools/base/project.mjs';
import { bold, say, since, step } from '../tools/base/say.mjs';
import { Trouble } from '../tools/base/trouble.mjs';
import { redisProgram } from '../tools/services/redis-program.mjs';
import { build } from '../tools/setup/build.mjs';
import { install } from '../tools/setup/install.mjs';
import { requireTools } from '../tools/setup/node24.mjs';
import { CASES, LIMITS } from './cases.mjs';
import { createStage } from './stage.mjs';

// `npm run bench`: measures the API against a raw Fastify and pg server on the same database, in one run on this machine.
// `npm run bench -- list detail` measures only these. A missed target is a result, not a failure.
const begin = performance.now();
const names = [...CASES.map(({ name }) => name), 'start'];

await command(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown) throw new Trouble(`There is nothing called "${unknown}" to measure: name some of ${names.join(', ')}.`);
  const wanted = asked.length > 0 ? asked : names;
  requireTools();
  say(bold('Measuring Pakashop'));
  await cleanUp();
  await install();
  await build();
  await redisProgram();
  // Only now are the packages there that these need.
  const { createLoad } = await import('./load.mjs');
  const { measureCase } = await import('./measure.mjs');
  const { printReport, writeReport } = await import('./report.mjs');
  const { measureStart, watchMemory } = await import('./start.mjs');
  const { verify } = await import('./verify.mjs');

  const stage = createStage();
  atEnd(stage.stop);
  await step('starting PostgreSQL and Redis, loading 10,000 products', stage.prepare);
  const results = [];
  if (wanted.includes('start')) {
    await step('starting the api three times', async () => {
      results.push({ name: 'start', value: await measureStart(stage), limit: LIMITS.start, unit: 's' });
    });
  }
  await step('starting api and baseline', stage.open);
  const memory = await watchMemory(stage.api.pid);
  atEnd(memory.stop);
  const dataset = await verify(stage);
  const load = createLoad(dataset);
  atEnd(load.stop);
  for (const one of CASES.filter(({ name }) => wanted.includes(name))) {
    await step(one.title, async () => {
      const result = await measureCase({ one, stage, load });
      results.push(result);
      return `${Math.round(result.rps)}/s, baseline ${Math.round(result.baselineRps)}/s`;
    });
  }
  results.push(...memory.end(LIMITS));
  printReport(results);
  say(`\n${writeReport(results)}, ${since(begin)} in all`);
});
