import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** The faces that can run as a process of their own; the name of a domain is an entry too. */
export const processes: readonly string[] = ['api', 'worker', 'realtime'];

/**
 * What this process runs: `--entry` of its own (`node dist/apps/main.js --entry worker`), else APP_ENTRY, else the
 * `--entry` of the Nest CLI that started it (`nest start --entry worker`), else the api.
 */
export function resolveEntry(argv = process.argv.slice(2), env = process.env, cli = nestCommand): string {
  return entryFlag(argv) ?? (env.APP_ENTRY || undefined) ?? entryFlag(cli() ?? []) ?? 'api';
}

/** Whether the Nest CLI started this process, which it only does while somebody develops. */
export const isNestStart = (): boolean => nestCommand() !== undefined;

function entryFlag(args: string[]): string | undefined {
  const options = { entry: { type: 'string' } } as const;
  const { entry } = parseArgs({ args, strict: false, allowPositionals: true, options }).values;
  return typeof entry === 'string' ? entry : undefined;
}

/**
 * What follows `nest start` on the command line of the Nest CLI. The CLI forwards only what stands behind a lone `--`,
 * so a flag of ours is read from the CLI's own command line: it is our parent, or our grandparent behind a shell.
 */
function nestCommand(): string[] | undefined {
  for (let pid = process.ppid, level = 0; pid > 1 && level < 2; level++) {
    const found = inspect(pid);
    if (!found) return undefined;
    const start = found.args.indexOf('start');
    const program = found.args.slice(0, Math.max(start, 0));
    if (program.some((arg) => /(^|[\\/])nest(\.js)?$/.test(arg))) return found.args.slice(start + 1);
    pid = found.ppid;
  }
  return undefined;
}

/** Parent and command line of a process; undefined where the system does not tell. */
function inspect(pid: number): { ppid: number; args: string[] } | undefined {
  try {
    if (process.platform !== 'linux') return inspectByPs(pid);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const afterName = stat.slice(stat.lastIndexOf(')') + 2); // the name may hold spaces and brackets
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
    return { ppid: Number(afterName.split(' ')[1]), args };
  } catch {
    return undefined;
  }
}

function inspectByPs(pid: number): { ppid: number; args: string[] } {
  const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' });
  const [ppid, ...args] = line.trim().split(/\s+/);
  return { ppid: Number(ppid), args };
}
