import { Interrupted } from './trouble.mjs';

const tty = process.stdout.isTTY === true;
const colours = process.env.FORCE_COLOR ? true : tty && !process.env.NO_COLOR;
const paint = (code) => (text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : String(text));

export const bold = paint('1');
export const dim = paint('2');
export const red = paint('31');
export const green = paint('32');
export const yellow = paint('33');
/** Colours to tell processes apart. */
export const hues = ['36', '35', '33', '34', '32', '96'].map(paint);

// The terminal may go away before we do; what is left to do must still be done.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

let waiting; // the line of the running step, drawn again below whatever is printed meanwhile

const clear = () => tty && waiting && process.stdout.write('\r\u001b[2K');
const draw = () => tty && waiting && process.stdout.write(`\r\u001b[2K${waiting()}`);

/** Prints one line. */
export function say(line = '') {
  clear();
  process.stdout.write(`${line}\n`);
  draw();
}

/** "0.4 s", "1 min 12 s". */
export function since(start) {
  const seconds = (performance.now() - start) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Does one step of the way with its name, its running time and its end on the screen. The work may answer a few words
 * that are shown beside the name ("4 migrations").
 */
export async function step(title, work) {
  const start = performance.now();
  waiting = () => `  ${dim('…')} ${title} ${dim(since(start))}`;
  if (tty) draw();
  else process.stdout.write(`  … ${title}\n`);
  const ticking = tty ? setInterval(draw, 500).unref() : undefined;
  const close = (mark, words) => {
    clearInterval(ticking);
    clear();
    waiting = undefined;
    say(`  ${mark} ${title}${words ? `: ${words}` : ''} ${dim(`(${since(start)})`)}`);
  };
  try {
    const words = await work();
    close(green('✓'), typeof words === 'string' ? words : '');
    return words;
  } catch (error) {
    close(error instanceof Interrupted ? yellow('–') : red('✗'), '');
    throw error;
  }
}
