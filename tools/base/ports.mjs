import { readdirSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { readText } from './files.mjs';
import { Trouble } from './trouble.mjs';

function tryListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? error.code : 0));
    server.listen({ port, host, exclusive: true }, () => {
      const chosen = server.address().port;
      server.close(() => resolve(chosen));
    });
  });
}

/** A port of 127.0.0.1 that nobody listens on: the preferred one if it is free, else one that the system chooses. */
export async function freePort(preferred) {
  if (preferred && (await tryListen(preferred, '127.0.0.1')) === preferred) return preferred;
  return tryListen(0, '127.0.0.1');
}

/** Raises with the port, its holder and the variable that changes it, when one of the ports is taken. */
export async function requireFree(wanted) {
  const problems = [];
  for (const { port, variable, what } of wanted) {
    if (!(Number.isInteger(port) && port > 0 && port < 65_536)) {
      problems.push(`${variable} is not a port: give a number from 1 to 65535.`);
      continue;
    }
    const results = [await tryListen(port, '127.0.0.1'), await tryListen(port, '::')];
    if (results.includes('EADDRINUSE')) {
      const holder = holderOf(port);
      problems.push(
        `Port ${port} for the ${what} is in use${holder ? ` by ${holder}` : ''}: stop it, or choose another port, ` +
          `for example "${variable}=${port + 10} npm start".`,
      );
    } else if (results.includes('EACCES')) {
      problems.push(`Port ${port} for the ${what} is not open to this user: choose one above 1023 in ${variable}.`);
    }
  }
  if (problems.length > 0) throw new Trouble(problems.join('\n  '));
}

/** "process 123 (redis-server *:6379)", as far as the system lets us see. */
function holderOf(port) {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((file) => (readText(file) ?? '').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(`:${hex}`) && fields[3] === '0A')
    .map((fields) => `socket:[${fields[9]}]`);
  if (inodes.length === 0) return undefined;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (openFiles(pid).some((target) => inodes.includes(target))) {
      const words = (readText(`/proc/${pid}/cmdline`) ?? '').split('\0').join(' ').trim();
      return `process ${pid} (${words.length > 80 ? `${words.slice(0, 80)}…` : words})`;
    }
  }
  return 'a process of another user';
}

function openFiles(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return '';
      }
    });
  } catch {
    return []; // gone, or of another user
  }
}
