import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Answer } from '../core/answers.js';
import type { Callback, Seal } from '../core/callback.js';
import type { Workbench } from '../core/workbench.js';
import type { MessageDesk } from '../messages/messages.desk.js';
import type { Item, ItemState } from '../messages/messages.types.js';
import { ResendError } from './resend.answers.js';
import type { MailRequest } from './resend.fields.js';

const EVENTS: Readonly<Record<ItemState, string>> = {
  accepted: 'email.scheduled',
  sent: 'email.sent',
  delivered: 'email.delivered',
  read: 'email.opened',
  failed: 'email.bounced',
};
/** What a failure can be told as, beside a bounce. */
const OTHER_ENDS = ['complained', 'suppressed', 'failed'];
const DAY = 86_400_000;

interface Kept {
  readonly hash: string;
  readonly answer: Answer;
  readonly at: number;
}

/** Resend's mails, its idempotency keys, its rate limit and its webhooks. */
export class ResendDesk {
  private readonly kept = new Map<string, Kept>();
  private second = { at: 0, used: 0 };
  private readonly tags = new Map<string, Record<string, string>>();

  constructor(
    private readonly bench: Workbench,
    private readonly messages: MessageDesk,
  ) {
    messages.use('resend', (item) => this.callback(item));
    bench.courier.use('resend', this.seal());
  }

  /** One mail to each address; the answer names the first. */
  send({ from, to, subject, text, html, tags }: MailRequest): string {
    const named = Object.fromEntries(tags.map(({ name, value }) => [name, value]));
    const ids = to.map((address) => {
      const id = randomUUID();
      this.tags.set(id, named);
      const contents = { subject, text: text ?? withoutTags(html!), html };
      const { callbackUrl } = this.bench.settings.resend;
      this.messages.take({
        ...{ id, carrier: 'resend', channel: 'email', from, to: bare(address), ...contents },
        ...{ reference: named.attempt, callbackUrl },
      });
      return id;
    });
    return ids[0]!;
  }

  /** The same key with the same body answers as before, for a day; with another body it is refused. */
  once(key: unknown, body: string, work: () => Answer): Answer {
    if (key === undefined) return work();
    if (typeof key !== 'string' || key.length < 1 || key.length > 256) {
      throw new ResendError('invalid_idempotency_key', 'The idempotency key must be between 1-256 characters');
    }
    const hash = createHash('sha256').update(body).digest('hex');
    const known = this.kept.get(key);
    if (known && Date.now() - known.at < DAY) {
      if (known.hash === hash) return known.answer;
      throw new ResendError('invalid_idempotent_request', 'Same idempotency key used with a different request payload');
    }
    const answer = work();
    this.kept.set(key, { hash, answer, at: Date.now() });
    return answer;
  }

  /** Counts a request; tells the limit's headers, and whether the request is one too many. */
  count(): { headers: Record<string, string>; exceeded: boolean } {
    const { perSecond } = this.bench.settings.resend;
    const at = Math.floor(Date.now() / 1000);
    if (this.second.at !== at) this.second = { at, used: 0 };
    const exceeded = ++this.second.used > perSecond;
    const remaining = String(Math.max(0, perSecond - this.second.used));
    const headers = { 'ratelimit-limit': String(perSecond), 'ratelimit-remaining': remaining, 'ratelimit-reset': '1' };
    return { headers: exceeded ? { ...headers, 'retry-after': '1' } : headers, exceeded };
  }

  clear(): void {
    this.kept.clear();
    this.tags.clear();
    this.second = { at: 0, used: 0 };
  }

  private callback(item: Item): Callback {
    const isOther = item.state === 'failed' && OTHER_ENDS.includes(item.code ?? '');
    const type = isOther ? `email.${item.code}` : EVENTS[item.state];
    const bounce = { message: 'The recipient rejected the mail', subType: 'General', type: bounceOf(item.code) };
    return {
      ...{ provider: 'resend', operation: 'callback', id: item.id, reference: item.to, url: item.callbackUrl ?? '' },
      body: {
        type,
        created_at: item.changedAt,
        data: {
          ...{ email_id: item.id, message_id: `<${item.id}@eu-west-1.amazonses.com>`, created_at: item.createdAt },
          ...{ from: item.from, to: [item.to], subject: item.subject, tags: this.tags.get(item.id) ?? {} },
          ...(type === 'email.bounced' && { bounce }),
        },
      },
    };
  }

  /** Svix: `v1,` and base64 HMAC-SHA256 over id, time and body. */
  private seal(): Seal {
    const key = Buffer.from(this.bench.config.resendSecret.replace('whsec_', ''), 'base64');
    return ({ id, body }, forgery) => {
      const { variant, status } = forgery ?? {};
      const type = String(body.type);
      const told = JSON.stringify(variant === 'status' ? { ...body, type: status ?? 'email.delivered' } : body);
      const timestamp = String(Math.floor(Date.now() / 1000) - (variant === 'expired' ? 301 : 0));
      const svixId = `msg_${createHash('sha256').update(`${id} ${type}`).digest('base64url').slice(0, 27)}`;
      const by = variant === 'signature' ? Buffer.from('somebody else') : key;
      const signature = createHmac('sha256', by).update(`${svixId}.${timestamp}.${told}`).digest('base64');
      const signed = { 'svix-id': svixId, 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` };
      return {
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Svix-Webhooks',
          ...(variant !== 'unsigned' && signed),
        },
        body: variant === 'body' ? told.replace(type, status ?? 'email.delivered') : told,
      };
    };
  }
}

const bounceOf = (code = 'permanent'): string => code.charAt(0).toUpperCase() + code.slice(1).toLowerCase();
const bare = (address: string): string => /<([^>]+)>/.exec(address)?.[1] ?? address;
const withoutTags = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
