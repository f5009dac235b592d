import { createHmac } from 'node:crypto';
import { asArray, asId, asObject, asText, type JsonObject, parseJson } from '../json.js';
import type { Report, Standing } from '../messenger/messenger.js';
import type { Verdict } from '../outcome.js';
import { fitsAny, type ReceivedHeaders, sameSecret, singleHeader } from '../secrets.js';

export const HUB_SIGNATURE = 'x-hub-signature-256';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status */
const STANDINGS: Readonly<Record<string, Standing>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

/** Checks who sent a webhook: hex HMAC-SHA256 over the raw bytes with the secret of the app. */
export function verifyHubSignature(
  { headers, rawBody }: { headers: ReceivedHeaders; rawBody: Uint8Array },
  secrets: readonly string[],
): Verdict {
  const given = singleHeader(headers, HUB_SIGNATURE);
  if (!given) return { ok: false, reason: 'missing-signature', retry: false };
  const fits = fitsAny(secrets, (secret) =>
    sameSecret(given, `sha256=${createHmac('sha256', secret).update(rawBody).digest('hex')}`),
  );
  return fits ? { ok: true, scheme: HUB_SIGNATURE } : { ok: false, reason: 'wrong-signature', retry: false };
}

/** Meta's question before it sends anything: the answer is the challenge as it came, or undefined for a stranger. */
export function answerChallenge(query: Readonly<Record<string, unknown>>, verifyToken: string): string | undefined {
  const challenge = asText(query['hub.challenge']);
  const given = asText(query['hub.verify_token']) ?? '';
  const isOurs = query['hub.mode'] === 'subscribe' && verifyToken !== '' && sameSecret(given, verifyToken);
  return isOurs ? challenge : undefined;
}

/** Reads the statuses of one business account in a webhook, which may be many; whatever else is in it is left out. */
export function parseWhatsappStatuses(rawBody: Uint8Array, businessId: string): Report[] {
  const entries = (asArray(asObject(parseJson(rawBody))?.['entry']) ?? []).map(asObject);
  return entries
    .filter((entry) => asId(entry?.['id']) === businessId)
    .flatMap((entry) => asArray(entry?.['changes']) ?? [])
    .map(asObject)
    .filter((change) => change?.['field'] === 'messages')
    .flatMap((change) => asArray(asObject(change?.['value'])?.['statuses']) ?? [])
    .flatMap((status) => toReport(asObject(status)) ?? []);
}

/** Nothing here ends in a suppression: a STOP on WhatsApp is about marketing, and Meta itself enforces it. */
function toReport(status: JsonObject | undefined): Report | undefined {
  const word = asText(status?.['status']);
  const id = asText(status?.['id']);
  const standing = word !== undefined && Object.hasOwn(STANDINGS, word) ? STANDINGS[word] : undefined;
  if (!status || id === undefined || standing === undefined) return undefined;
  return {
    standing,
    id,
    reference: asText(status['biz_opaque_callback_data']) ?? null,
    code: asId(asObject(asArray(status['errors'])?.[0])?.['code']) ?? null,
    suppression: null,
    recipient: null,
  };
}
