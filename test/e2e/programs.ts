import { Process } from './processes.js';
import { Sandbox } from './sandbox.js';

const SANDBOX_RETRIES = '200,300,500,500,500,500,500,1000,1000,2000,3000,6000';
/** Where the marketplace was built; a copy that is broken on purpose lies elsewhere. */
const DIST = process.env.PAKASHOP_DIST ?? 'dist';

/** Those that api and worker host, unless they run alone. */
export const ALL_DOMAINS = ['gateway', 'backend', 'fraud', 'pricing', 'settlement', 'reconciliation'];

/** The api, on a port. */
export function apiProcess(env: NodeJS.ProcessEnv, port: number): Process {
  return entryProcess('api', port, { ...env, API_PORT: String(port) });
}

/** Any other way to start the marketplace: the worker, or a domain that runs alone. */
export function entryProcess(entry: string, port: number, env: NodeJS.ProcessEnv): Process {
  const args = ['--entry', entry];
  return new Process({ name: entry, port, file: `${DIST}/apps/main.js`, args, health: '/health/ready', env });
}

/** @param callbacks where the simulated companies send their news */
export function sandboxProcess(env: NodeJS.ProcessEnv, port: number, callbacks: string): Sandbox {
  return new Sandbox({
    name: 'sandbox',
    port,
    file: `${DIST}/apps/sandbox/main.js`,
    health: '/health',
    env: {
      PATH: env.PATH,
      SANDBOX_PORT: String(port),
      SANDBOX_SMTP_PORT: new URL(env.SANDBOX_SMTP_URL!).port,
      SANDBOX_CALLBACK_URL: callbacks,
      SANDBOX_RETRY_MS: SANDBOX_RETRIES,
      SANDBOX_PAWAPAY_WEBHOOK_SECRET: env.PAWAPAY_WEBHOOK_SECRET,
    },
  });
}
