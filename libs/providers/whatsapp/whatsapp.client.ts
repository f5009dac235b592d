import { type CallRecord, ProviderHttp } from '../http.js';
import { type Handed, refused } from '../messenger/messenger.js';
import type { CallOptions } from '../outcome.js';
import { codeOf, toHanded } from './whatsapp.replies.js';

const WHATSAPP_URL = 'https://graph.facebook.com';

/** Good until 29 July 2028 at least. https://developers.facebook.com/docs/graph-api/changelog */
const GRAPH_VERSION = 'v26.0';

export interface WhatsappOptions {
  /** The company's own when absent. */
  baseUrl?: string;
  /** Of the Graph API. */
  version?: string;
  /** Of the sending number: neither the number itself nor the id of the business account. */
  phoneNumberId: string;
  /** Of a system user. */
  token: string;
  timeoutMs?: number;
  connectMs?: number;
  log?: (record: CallRecord) => void;
}

export interface TemplateInput {
  /** Our id of the attempt; status webhooks repeat it. */
  reference: string;
  /** E.164. */
  to: string;
  /** Name of the approved template. */
  name: string;
  /** As approved: `en`. */
  language: string;
  /** Of the body, in the template's order. */
  params: readonly string[];
  /** Authentication templates take the code a second time, for their button. */
  button?: string;
}

const E164 = /^\+[1-9]\d{7,14}$/;

/**
 * Template messages over Meta's Cloud API. There is neither an idempotency key nor a way to look a message up: after
 * `unclear` only a status webhook with our reference tells.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/template-messages
 */
export class WhatsappClient {
  private readonly http: ProviderHttp;
  private readonly path: string;

  constructor(options: WhatsappOptions) {
    this.path = `/${options.version ?? GRAPH_VERSION}/${encodeURIComponent(options.phoneNumberId)}/messages`;
    this.http = new ProviderHttp({
      provider: 'whatsapp',
      baseUrl: options.baseUrl ?? WHATSAPP_URL,
      headers: { authorization: `Bearer ${options.token}` },
      timeoutMs: options.timeoutMs ?? 10_000,
      connectMs: options.connectMs,
      log: options.log,
      failureCode: codeOf,
    });
  }

  /** Sends an approved template. Once. */
  async sendTemplate(input: TemplateInput, options: CallOptions = {}): Promise<Handed> {
    if (!E164.test(input.to)) return refused('131009', 'recipient');
    const call = { operation: 'sendTemplate', method: 'POST', path: this.path, phone: input.to } as const;
    return toHanded(await this.http.call({ ...options, ...call, body: JSON.stringify(toRequest(input)) }));
  }

  /** Gives the connections back. */
  async close(): Promise<void> {
    await this.http.close();
  }
}

const textOf = (text: string) => ({ type: 'text', text });

function toRequest({ reference, to, name, language, params, button }: TemplateInput) {
  const body = params.length > 0 ? [{ type: 'body', parameters: params.map(textOf) }] : [];
  const copy =
    button === undefined ? [] : [{ type: 'button', sub_type: 'url', index: '0', parameters: [textOf(button)] }];
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: to.slice(1),
    type: 'template',
    template: { name, language: { code: language }, components: [...body, ...copy] },
    biz_opaque_callback_data: reference,
  };
}
