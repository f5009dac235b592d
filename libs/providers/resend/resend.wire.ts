import { asArray, asObject, asText, type JsonObject, parseJson } from '../json.js';
import type { Report, Standing, Suppression } from '../messenger/messenger.js';

/** https://resend.com/docs/dashboard/webhooks/event-types ; a complaint comes from somebody who has the mail. */
const STANDINGS: Readonly<Record<string, Standing>> = {
  'email.scheduled': 'waiting',
  'email.sent': 'sent',
  'email.delivery_delayed': 'sent',
  'email.delivered': 'delivered',
  'email.complained': 'delivered',
  'email.opened': 'read',
  'email.clicked': 'read',
  'email.bounced': 'failed',
  'email.failed': 'failed',
  'email.suppressed': 'failed',
};

/** The tag that carries our id of the attempt. */
export const ATTEMPT_TAG = 'attempt';

/** Reads the body of a webhook; undefined when it is not about a mail that we sent. */
export function parseResendEvent(rawBody: Uint8Array): Report | undefined {
  const event = asObject(parseJson(rawBody));
  const type = asText(event?.['type']);
  const standing = type !== undefined && Object.hasOwn(STANDINGS, type) ? STANDINGS[type] : undefined;
  const data = asObject(event?.['data']);
  const id = asText(data?.['email_id']);
  if (type === undefined || standing === undefined || !data || id === undefined) return undefined;
  return {
    standing,
    id,
    reference: tagOf(data),
    code: standing === 'failed' ? codeOf(type, data) : null,
    suppression: suppressionOf(type, data),
    recipient: asText(asArray(data['to'])?.[0]) ?? null,
  };
}

/** Tags come as an object; the list that they are sent as is understood as well. */
function tagOf(data: JsonObject): string | null {
  const tags = data['tags'];
  const listed = asArray(tags)
    ?.map(asObject)
    .find((tag) => tag?.['name'] === ATTEMPT_TAG);
  return asText(listed?.['value'] ?? asObject(tags)?.[ATTEMPT_TAG]) ?? null;
}

const bounceOf = (data: JsonObject): string | undefined => asText(asObject(data['bounce'])?.['type'])?.toLowerCase();

/** `bounced:permanent`, `failed`: words, never a sentence, which may quote the address. */
function codeOf(type: string, data: JsonObject): string {
  const bounce = bounceOf(data);
  return type.replace('email.', '') + (bounce !== undefined && /^[a-z]+$/.test(bounce) ? `:${bounce}` : '');
}

/** Only a permanent bounce says that the address is dead; a full mailbox is a transient one. */
function suppressionOf(type: string, data: JsonObject): Suppression | null {
  if (type === 'email.complained') return 'COMPLAINT';
  if (type === 'email.suppressed') return 'HARD_BOUNCE';
  return type === 'email.bounced' && bounceOf(data) === 'permanent' ? 'HARD_BOUNCE' : null;
}
