import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** Reports each new line of a growing file that matches; answers a function that ends it. */
export function follow(file, pattern, onLine) {
  let position = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const look = () => {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size < position) position = 0;
    if (size === position) return;
    const buffer = Buffer.alloc(Math.min(size - position, 1e6));
    const fd = openSync(file, 'r');
    const length = readSync(fd, buffer, 0, buffer.length, position);
    closeSync(fd);
    position += length;
    for (const line of buffer.subarray(0, length).toString().split('\n')) if (pattern.test(line)) onLine(line);
  };
  const timer = setInterval(look, 1_000).unref();
  return () => clearInterval(timer);
}
