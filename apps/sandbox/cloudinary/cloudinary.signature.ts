import { createHash } from 'node:crypto';
import type { CloudinaryAccount } from '../core/config.js';
import type { CloudinarySettings } from '../core/settings.js';
import { CloudinaryError } from './cloudinary.answers.js';

export type Fields = Readonly<Record<string, string>>;

/** https://cloudinary.com/documentation/authentication_signatures: these are sent and not signed. */
const UNSIGNED = ['file', 'cloud_name', 'resource_type', 'api_key', 'signature'];

/** What is hashed, without the secret: sorted by name, `&` within a value escaped. */
function stringToSign(fields: Fields): string {
  const names = Object.keys(fields).filter((name) => !UNSIGNED.includes(name) && fields[name] !== '');
  return names
    .toSorted()
    .map((name) => `${name}=${fields[name]!.replaceAll('&', '%26')}`)
    .join('&');
}

export const digest = (text: string, algorithm: 'sha1' | 'sha256'): string =>
  createHash(algorithm).update(text).digest('hex');

/** Lets only calls through that the account has signed, all of their parameters, within the hour. */
export function checkSignature(fields: Fields, account: CloudinaryAccount, settings: CloudinarySettings): void {
  if (!fields.api_key) throw new CloudinaryError('Must supply api_key', 401);
  if (fields.api_key !== account.key) throw new CloudinaryError(`Unknown API key ${fields.api_key}`, 401);
  if (!fields.signature) throw new CloudinaryError('Missing required parameter - signature', 401);
  if (!/^\d+$/.test(fields.timestamp ?? '')) throw new CloudinaryError('Missing required parameter - timestamp');
  const text = stringToSign(fields);
  if (digest(text + account.secret, settings.signatureAlgorithm) !== fields.signature) {
    throw new CloudinaryError(`Invalid Signature ${fields.signature}. String to sign - '${text}'.`, 401);
  }
  const at = new Date(Number(fields.timestamp) * 1_000);
  if (Date.now() - at.getTime() > settings.signatureSeconds * 1_000) {
    throw new CloudinaryError(`Stale request - reported time is ${at.toISOString()} which is more than 1 hour ago`);
  }
}
