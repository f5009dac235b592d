import { existsSync } from 'node:fs';
import { isNestStart, processes, resolveEntry } from './entry.js';
import { startTelemetry } from './telemetry.js';

// Values of the environment win over the files. Tests get exactly what they give.
if (process.env.NODE_ENV !== 'test') {
  loadFile('.env');
  // Addresses and keys of the services that `npm run services` or `npm start` keeps running.
  if (process.env.NODE_ENV !== 'production' && isNestStart()) loadFile('.cache/services.env');
}

const entry = resolveEntry();
await startTelemetry(entry);
if (processes.includes(entry)) await import(`./${entry}/main.js`);
else await runDomain();

async function runDomain(): Promise<void> {
  const { registry } = await import('./domains.js');
  const built = registry.filter(({ module }) => module).map(({ name }) => name);
  if (built.includes(entry)) {
    process.env.APP_ENTRY = entry;
    await import('./domain/main.js');
  } else {
    const isPlanned = registry.some(({ name }) => name === entry);
    const wrong = isPlanned ? `The domain "${entry}" is not built yet` : `There is no entry "${entry}"`;
    process.stderr.write(`${wrong}; it must be one of ${[...processes, ...built].join(', ')}.\n`);
    process.exitCode = 1;
  }
}

function loadFile(name: string): void {
  if (existsSync(name)) process.loadEnvFile(name);
}
