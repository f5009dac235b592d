import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('./last-resort.ts', import.meta.url));

/** A process with our handlers in which something goes wrong later. */
async function runAndFail(fault: string): Promise<{ code: number; output: string }> {
  const script = `
    const { endOnUnknownFault } = await import(${JSON.stringify(file)});
    endOnUnknownFault((error, what) => process.stdout.write(JSON.stringify({ what, message: error.message }) + '\\n'));
    setInterval(() => undefined, 1000);
    setTimeout(() => { ${fault} }, 1);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

describe('a fault that nobody caught', () => {
  it.each([
    ['thrown in a timer', `throw new Error('lost')`, 'an error was not caught'],
    ['a rejection', `void Promise.reject(new Error('lost'))`, 'a rejection was not handled'],
  ])('%s is written down and ends the process', async (_, fault, what) => {
    const { code, output } = await runAndFail(fault);
    expect(code).toBe(1);
    expect(JSON.parse(output)).toEqual({ what: expect.stringContaining(what), message: 'lost' });
  });

  it('ends the process also when it cannot be written down', async () => {
    const { endOnUnknownFault } = await import('./last-resort.js');
    const handlers: ((error: unknown) => void)[] = [];
    const codes: unknown[] = [];
    const host = {
      on: (_: string, handler: never) => handlers.push(handler),
      exit: (code: number) => codes.push(code),
    };
    endOnUnknownFault(() => {
      throw new Error('the disk is full');
    }, host as never);
    for (const handle of handlers) expect(() => handle(new Error('lost'))).toThrow('the disk is full');
    expect(codes).toEqual([1, 1]);
  });
});
