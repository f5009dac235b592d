import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Callback, Seal } from '../core/callback.js';
import type { Workbench } from '../core/workbench.js';
import type { MessageDesk } from '../messages/messages.desk.js';
import type { Item } from '../messages/messages.types.js';
import type { MessageForm } from './twilio.fields.js';
import { segmentsOf } from './twilio.text.js';

/** A failure that nobody gave a reason for. */
const UNKNOWN_ERROR = '30008';

/** Twilio's messages: what they look like, and how it calls back. */
export class TwilioDesk {
  constructor(
    private readonly bench: Workbench,
    private readonly messages: MessageDesk,
  ) {
    messages.use('twilio', (item) => this.callback(item));
    bench.courier.use('twilio', this.seal());
  }

  send({ to, from, service, body, statusCallback }: MessageForm): Item {
    return this.messages.take({
      ...{ id: `SM${randomBytes(16).toString('hex')}`, carrier: 'twilio', channel: 'sms' },
      ...{ to, from: from ?? service!, text: body, callbackUrl: statusCallback },
    });
  }

  /** Newest first. */
  list(): Item[] {
    return this.messages
      .all()
      .filter((item) => item.carrier === 'twilio')
      .toReversed();
  }

  /** A message as the API shows it. */
  view(item: Item): Record<string, unknown> {
    const { twilioSid } = this.bench.config;
    const isService = item.from.startsWith('MG');
    return {
      ...{ sid: item.id, account_sid: twilioSid, api_version: '2010-04-01', direction: 'outbound-api' },
      ...{ body: item.text, num_segments: String(segmentsOf(item.text).segments), num_media: '0' },
      ...{ to: item.to, from: isService ? null : item.from, messaging_service_sid: isService ? item.from : null },
      ...{ status: statusOf(item), error_code: codeOf(item), error_message: null, price: null, price_unit: 'USD' },
      ...{ date_created: rfc2822(item.createdAt), date_updated: rfc2822(item.changedAt) },
      date_sent: item.state === 'accepted' ? null : rfc2822(item.changedAt),
      uri: `/2010-04-01/Accounts/${twilioSid}/Messages/${item.id}.json`,
    };
  }

  private callback(item: Item): Callback {
    const code = codeOf(item);
    return {
      ...{ provider: 'twilio', operation: 'callback', id: item.id, reference: item.to, url: item.callbackUrl ?? '' },
      phone: item.to.replace(/\D/g, ''),
      body: {
        ...{ AccountSid: this.bench.config.twilioSid, ApiVersion: '2010-04-01', From: item.from, To: item.to },
        ...{ MessageSid: item.id, SmsSid: item.id, MessageStatus: statusOf(item), SmsStatus: statusOf(item) },
        ...(code !== null && { ErrorCode: String(code) }),
      },
    };
  }

  /** The form, signed with the token: address, then each field's name and value in the order of the names. */
  private seal(): Seal {
    const { twilioToken } = this.bench.config;
    return ({ url, body }, forgery) => {
      const { variant, status } = forgery ?? {};
      const fields = body as Record<string, string>;
      const told = variant === 'status' ? { ...fields, MessageStatus: status ?? 'delivered' } : fields;
      const token = variant === 'signature' ? createHash('sha1').update(twilioToken).digest('hex') : twilioToken;
      const signed = (variant === 'otherPath' ? `${url}&other` : url) + sorted(told);
      const signature = createHmac('sha1', token).update(signed).digest('base64');
      const sent = variant === 'body' ? { ...told, MessageStatus: status ?? 'delivered' } : told;
      return {
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'user-agent': 'TwilioProxy/1.1',
          ...(variant !== 'unsigned' && { 'x-twilio-signature': signature }),
        },
        body: new URLSearchParams(sent).toString(),
      };
    };
  }
}

const sorted = (fields: Record<string, string>): string =>
  Object.keys(fields)
    .toSorted()
    .map((name) => name + fields[name])
    .join('');

function statusOf({ state }: Item): string {
  if (state === 'accepted') return 'queued';
  return state === 'failed' ? 'undelivered' : state;
}

const codeOf = ({ state, code }: Item): number | null => (state === 'failed' ? Number(code ?? UNKNOWN_ERROR) : null);

const rfc2822 = (iso: string): string => new Date(iso).toUTCString().replace('GMT', '+0000');
