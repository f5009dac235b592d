import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until a condition holds; what it waited for is in the error. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false | null>,
  ms = 30_000,
): Promise<T> {
  const deadline = Date.now() + ms;
  let last: unknown;
  for (;;) {
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  const reason = last instanceof Error ? `; the last look failed: ${last.message}` : '';
  throw new Error(`waited ${ms} ms in vain: ${what}${reason}`, { cause: last });
}

export interface ProcessOptions {
  readonly name: string;
  readonly port: number;
  /** A file under dist/. */
  readonly file: string;
  readonly args?: readonly string[];
  /** Path that answers 200 once the process can work. */
  readonly health: string;
  readonly env: NodeJS.ProcessEnv;
}

const KEPT = 200_000;
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** One process of the marketplace under test. Its output is kept for the report of a failure. */
export class Process {
  private child?: ChildProcess;
  output = '';

  constructor(private readonly options: ProcessOptions) {}

  get name(): string {
    return this.options.name;
  }

  get url(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Starts it, with further variables for this life only, and waits until it can work. */
  async start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    const { file, args = [], health, env: own } = this.options;
    this.output = '';
    const child = spawn(process.execPath, ['--enable-source-maps', file, ...args], {
      env: { ...own, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    const keep = (chunk: Buffer) => void (this.output = (this.output + chunk.toString()).slice(-KEPT));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    await until(
      `${this.name} is ready`,
      async () => !this.isRunning || (await fetch(`${this.url}${health}`)).ok,
      30_000,
    );
    // An armed process may reach its point with the first work it finds.
    const reached = env.FAILPOINTS && child.signalCode === 'SIGKILL';
    if (!this.isRunning && !reached) throw new Error(`${this.name} ended at its start: ${this.output.slice(-3_000)}`);
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Ends the process and waits for it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.isRunning) return;
    const gone = once(this.child!, 'exit');
    this.child!.kill(signal);
    await gone;
  }

  /** Waits until a failpoint has killed it. */
  async died(): Promise<void> {
    await until(`${this.name} was killed by its failpoint`, () => Promise.resolve(!this.isRunning));
  }

  /** Kills it without warning, if it lives, and starts it again. */
  async restart(env: NodeJS.ProcessEnv = {}): Promise<void> {
    await this.stop('SIGKILL');
    await this.start(env);
  }
}
