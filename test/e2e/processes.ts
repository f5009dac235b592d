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
export async function until<T>(what: string, look: () => Promise<T | undefined | false>, ms = 15_000): Promise<T> {
  const deadline = Date.now() + ms;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`waited ${ms} ms in vain: ${what}`, { cause: last });
}

/** One process of the marketplace under test. Its output is kept for the report of a failure. */
export class Process {
  private child?: ChildProcess;
  output = '';

  constructor(
    readonly name: string,
    readonly port: number,
    private readonly file: string,
    private readonly args: readonly string[],
    private readonly health: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  async start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    this.child = spawn(process.execPath, ['--enable-source-maps', this.file, ...this.args], {
      env: { ...this.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => void (this.output = (this.output + chunk.toString()).slice(-200_000));
    this.child.stdout!.on('data', keep);
    this.child.stderr!.on('data', keep);
    await until(`${this.name} is ready`, async () => {
      if (!this.isRunning) throw new Error(`${this.name} ended: ${this.output.slice(-3_000)}`);
      return (await fetch(`${this.url}${this.health}`)).ok;
    });
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
    await until(`${this.name} was killed by its failpoint`, () => Promise.resolve(!this.isRunning), 20_000);
  }

  async restart(env: NodeJS.ProcessEnv = {}): Promise<void> {
    await this.stop('SIGKILL');
    await this.start(env);
  }
}
