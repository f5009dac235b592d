import { asArray, asId, asObject, asText } from '../json.js';
import type { Report, Standing } from '../messenger/messenger.js';

/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
const STANDINGS: Readonly<Record<string, Standing>> = {
  accepted: 'waiting',
  scheduled: 'waiting',
  queued: 'waiting',
  sending: 'waiting',
  sent: 'sent',
  delivered: 'delivered',
  partially_delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

/** The person answered STOP. */
export const OPTED_OUT = '21610';

/** A message as Twilio tells it. */
export interface TwilioMessage {
  readonly report: Report;
  readonly to: string;
  readonly body: string;
  readonly createdAt: Date | null;
}

/** Reads one message of a reply; undefined when it is none or says a status that we do not know. */
export function toMessage(json: unknown): TwilioMessage | undefined {
  const message = asObject(json);
  const to = asText(message?.['to']);
  const body = asText(message?.['body']);
  const report = toReport(message?.['sid'], message?.['status'], message?.['error_code'], to);
  if (!report || to === undefined || body === undefined) return undefined;
  return { report, to, body, createdAt: toDate(message?.['date_created']) };
}

/** Reads a page of messages; undefined when it is none. What is unreadable in it is left out. */
export function toMessages(json: unknown): TwilioMessage[] | undefined {
  return asArray(asObject(json)?.['messages'])?.flatMap((one) => toMessage(one) ?? []);
}

/** One status of one message. `reference` is not part of it: it stands in the callback's address. */
export function toReport(sid: unknown, status: unknown, code: unknown, to: unknown): Report | undefined {
  const id = asText(sid);
  const word = asText(status);
  const standing = word !== undefined && Object.hasOwn(STANDINGS, word) ? STANDINGS[word] : undefined;
  if (id === undefined || standing === undefined) return undefined;
  const errorCode = asId(code) ?? null;
  return {
    standing,
    id,
    reference: null,
    code: errorCode,
    suppression: errorCode === OPTED_OUT ? 'OPT_OUT' : null,
    recipient: asText(to) ?? null,
  };
}

/** RFC 2822, as in "Sun, 22 Nov 2026 18:00:00 +0000". */
function toDate(value: unknown): Date | null {
  const date = new Date(asText(value) ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}
