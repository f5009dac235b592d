import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { Trouble } from '../base/trouble.mjs';

let found;

/**
 * PostgreSQL refuses to run as root, so root hands the services to an account that owns nothing; anybody else runs them
 * as themselves (then the answer is undefined).
 *
 * @returns {{ uid: number, gid: number } | undefined}
 */
export function serviceAccount() {
  if (process.getuid?.() !== 0) return undefined;
  found ??= lookUp(process.env.PAKASHOP_SERVICE_USER ?? 'nobody');
  return found;
}

function lookUp(name) {
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || NaN),
  );
  if (Number.isInteger(uid) && uid !== 0) return { uid, gid };
  throw new Trouble(
    `PostgreSQL does not run as root and the account "${name}" does not exist: ` +
      'run this as an ordinary user, or name another account in PAKASHOP_SERVICE_USER.',
  );
}

/** Makes a folder that the account of the services can enter, whatever the umask says. */
export function openFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (serviceAccount()) chmodSync(folder, 0o755);
}

/** Gives a file or folder to the account of the services. */
export function handOver(file) {
  const account = serviceAccount();
  if (account) chownSync(file, account.uid, account.gid);
}
