/**
 * Named places in the code where a test may kill, hang or break the process (reliability.md §2.5). They do nothing
 * unless FAILPOINTS is set, which production refuses.
 *
 * FAILPOINTS is a list like `C9=kill@2,C7=throw,C8=hang:3000`: the point, what happens there and, after `@`, at which
 * pass (the first one by default).
 */
type Effect = { readonly kind: 'kill' | 'hang' | 'throw'; readonly ms: number; readonly pass: number };

const armed = parse(process.env.NODE_ENV === 'production' ? '' : (process.env.FAILPOINTS ?? ''));
const passes = new Map<string, number>();

/** Whether anything is to happen at a point; for places that have to prepare it. */
export const isArmed = (name: string): boolean => armed.has(name);

export async function failpoint(name: string): Promise<void> {
  if (armed.size === 0) return;
  const effect = armed.get(name);
  if (!effect) return;
  const pass = (passes.get(name) ?? 0) + 1;
  passes.set(name, pass);
  if (pass !== effect.pass) return;
  if (effect.kind === 'kill') process.kill(process.pid, 'SIGKILL');
  if (effect.kind === 'throw') throw new Error(`failpoint ${name}`);
  await new Promise((resolve) => setTimeout(resolve, effect.ms));
}

export function parse(text: string): Map<string, Effect> {
  const effects = new Map<string, Effect>();
  for (const part of text.split(',').filter(Boolean)) {
    const match = /^(\w+)=(kill|hang|throw)(?::(\d+))?(?:@(\d+))?$/.exec(part.trim());
    if (!match) throw new Error(`FAILPOINTS: cannot read "${part}"`);
    const [, name, kind, ms, pass] = match;
    effects.set(name!, { kind: kind as Effect['kind'], ms: Number(ms ?? 0), pass: Number(pass ?? 1) });
  }
  return effects;
}
