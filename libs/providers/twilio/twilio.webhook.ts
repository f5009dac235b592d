import { createHmac } from 'node:crypto';
import type { Report } from '../messenger/messenger.js';
import type { Verdict } from '../outcome.js';
import { fitsAny, type ReceivedHeaders, sameSecret, singleHeader } from '../secrets.js';
import { toReport } from './twilio.wire.js';

export const TWILIO_SIGNATURE = 'x-twilio-signature';

/** What Twilio signs: the address that it called, with its query, and the form. */
export interface TwilioCall {
  headers: ReceivedHeaders;
  /** Our public address as it was given to Twilio, with the query of this request. Never made from `Host`. */
  url: string;
  rawBody: Uint8Array;
}

/**
 * Checks who sent a form: base64 HMAC-SHA1 over the address and the fields, sorted by name, each name followed by its
 * value. There is no time in it: an old one can be sent again, and changes nothing.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function verifyTwilioSignature({ headers, url, rawBody }: TwilioCall, tokens: readonly string[]): Verdict {
  const given = singleHeader(headers, TWILIO_SIGNATURE);
  if (!given) return { ok: false, reason: 'missing-signature', retry: false };
  const fields = [...fieldsOf(rawBody)].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
  const signed = url + fields.flat().join('');
  const fits = fitsAny(tokens, (token) =>
    sameSecret(given, createHmac('sha1', token).update(signed, 'utf8').digest('base64')),
  );
  return fits ? { ok: true, scheme: TWILIO_SIGNATURE } : { ok: false, reason: 'wrong-signature', retry: false };
}

/** Reads a status callback; undefined when it is something else. */
export function parseTwilioCallback(rawBody: Uint8Array): Report | undefined {
  const fields = fieldsOf(rawBody);
  return toReport(fields.get('MessageSid'), fields.get('MessageStatus'), fields.get('ErrorCode'), fields.get('To'));
}

const fieldsOf = (rawBody: Uint8Array): URLSearchParams => new URLSearchParams(Buffer.from(rawBody).toString('utf8'));
