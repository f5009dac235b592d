import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const tools = fileURLToPath(new URL('../../tools', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** A folder with our tools and nothing else, as of somebody who has just cloned the repository. */
export class Clone {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'pakashop-clone-'));

  constructor() {
    cpSync(tools, path.join(this.folder, 'tools'), { recursive: true });
    this.write('package.json', '{"type":"module"}');
  }

  at = (...parts: string[]): string => path.join(this.folder, ...parts);

  write(file: string, content: string): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), content);
  }

  read(file: string): string {
    return readFileSync(this.at(file), 'utf8');
  }

  remove(file: string): void {
    rmSync(this.at(file), { recursive: true });
  }

  /** A program in the place of a real one; `$count` counts its runs. */
  program(file: string, script: string): () => number {
    const runs = this.at(`${path.basename(file)}.runs`);
    this.write(file, `import { appendFileSync as add } from 'node:fs';\nadd(${JSON.stringify(runs)}, 'x');\n${script}`);
    chmodSync(this.at(file), 0o755);
    writeFileSync(runs, '');
    return () => readFileSync(runs, 'utf8').length;
  }

  /** Runs a command whose work is this script, and waits for its end. */
  async run(script: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return ended(this.begin(script, env));
  }

  /** Begins such a command. */
  begin(script: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
    const whole = `import { command } from './tools/base/lifetime.mjs';\nawait command(async () => {\n${script}\n});`;
    return this.node(['--input-type=module', '-e', whole], env);
  }

  node(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, args, {
      cwd: this.folder,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What a command said, and how it ended. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

/** Waits until a command says a word. */
export async function says(child: ChildProcess, word: string): Promise<void> {
  let said = '';
  for await (const chunk of child.stdout!) {
    said += String(chunk);
    if (said.includes(word)) return;
  }
  throw new Error(`it ended without saying ${word}: ${said}`);
}
