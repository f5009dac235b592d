import { createHmac, randomBytes } from 'node:crypto';
import type { Callback, Seal } from '../core/callback.js';
import type { Workbench } from '../core/workbench.js';
import type { MessageDesk } from '../messages/messages.desk.js';
import type { Item } from '../messages/messages.types.js';
import type { WhatsappRequest } from './whatsapp.fields.js';

/** A failure that nobody gave a reason for: the person cannot be reached. */
const UNDELIVERABLE = '131026';
const NUMBER = '15550001234';

/** WhatsApp's messages, and the webhook that tells about them. */
export class WhatsappDesk {
  constructor(
    private readonly bench: Workbench,
    private readonly messages: MessageDesk,
  ) {
    messages.use('whatsapp', (item) => this.callback(item));
    bench.courier.use('whatsapp', this.seal());
  }

  /** As at Meta, the id hides the number under base64. */
  send({ to, text, template, params, reference }: WhatsappRequest): Item {
    const inner = Buffer.concat([Buffer.from([0x1c, 0x18, 12]), Buffer.from(to.slice(1)), randomBytes(18)]);
    return this.messages.take({
      ...{ id: `wamid.${inner.toString('base64')}`, carrier: 'whatsapp', channel: 'whatsapp', from: `+${NUMBER}` },
      ...{ to, text, template, params, reference, callbackUrl: this.bench.settings.whatsapp.callbackUrl },
    });
  }

  private callback(item: Item): Callback {
    const { businessId, phoneNumberId } = this.bench.config.whatsapp;
    const digits = item.to.slice(1);
    const code = Number(item.code ?? UNDELIVERABLE);
    const errors = [{ code, title: 'Message undeliverable', error_data: { details: 'Message Undeliverable.' } }];
    const status = {
      ...{ id: item.id, status: item.state, timestamp: String(Math.floor(Date.parse(item.changedAt) / 1000)) },
      ...{ recipient_id: digits, biz_opaque_callback_data: item.reference },
      ...(item.state === 'failed' && { errors }),
    };
    const metadata = { display_phone_number: NUMBER, phone_number_id: phoneNumberId };
    const value = { messaging_product: 'whatsapp', metadata, statuses: [status] };
    return {
      ...{ provider: 'whatsapp', operation: 'callback', id: item.id, reference: item.to, phone: digits },
      url: item.callbackUrl ?? '',
      body: {
        object: 'whatsapp_business_account',
        entry: [{ id: businessId, changes: [{ field: 'messages', value }] }],
      },
    };
  }

  /** Hex HMAC-SHA256 over the bytes, with everything outside ASCII escaped before. */
  private seal(): Seal {
    const { appSecret } = this.bench.config.whatsapp;
    return ({ body }, forgery) => {
      const { variant, status = 'delivered' } = forgery ?? {};
      const genuine = escaped(JSON.stringify(body));
      const other = genuine.replace(/"status":"\w+"/, `"status":"${status}"`);
      const signed = variant === 'status' ? other : genuine;
      const by = variant === 'signature' ? `not ${appSecret}` : appSecret;
      const signature = `sha256=${createHmac('sha256', by).update(signed).digest('hex')}`;
      return {
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          ...(variant !== 'unsigned' && { 'x-hub-signature-256': signature }),
        },
        body: variant === 'body' ? other : signed,
      };
    };
  }
}

const escaped = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
