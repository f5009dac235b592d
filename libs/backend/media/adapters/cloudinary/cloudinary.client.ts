import type { Clock } from '@pakashop/platform';
import { Agent, FormData, request } from 'undici';
import { StoreAway } from '../../media.store.js';
import type { CloudinaryAccount } from './cloudinary.account.js';
import { signParameters } from './cloudinary.signature.js';

/** Replies other than files are a few kilobytes. */
const MAX_REPLY = 256 * 1024;
const TIMEOUT_MS = 20_000;

type Parameters = Readonly<Record<string, string | number | boolean>>;

interface Reply {
  readonly status: number;
  readonly bytes: Buffer;
}

/**
 * Calls Cloudinary. Every address begins with the configured one: none comes from outside, and redirects are not
 * followed.
 */
export class CloudinaryClient {
  private readonly agent = new Agent({ connect: { timeout: 3_000 }, connections: 16 });

  constructor(
    private readonly account: CloudinaryAccount,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** Parameters with signature, key and time-stamp, as they have to be sent. */
  signed(parameters: Parameters, timestamp = this.seconds()): Record<string, string> {
    const { key, secret, digest } = this.account;
    const all = { ...parameters, timestamp };
    const entries = Object.entries(all).map(([name, value]) => [name, String(value)]);
    return { ...Object.fromEntries(entries), signature: signParameters(all, secret, digest), api_key: key };
  }

  /** Address of an action, for us or for a client that we gave a signed form. */
  addressOf(action: string): string {
    return `${this.account.apiUrl}/v1_1/${this.account.cloud}/${action}`;
  }

  seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1_000);
  }

  /** @throws StoreAway unless it was answered 200 */
  async post(action: string, parameters: Parameters, file?: Buffer): Promise<unknown> {
    const body = new FormData();
    for (const [name, value] of Object.entries(this.signed(parameters))) body.set(name, value);
    if (file) body.set('file', new Blob([new Uint8Array(file)]), 'file');
    const { status, bytes } = await this.call(this.addressOf(action), { method: 'POST', body }, MAX_REPLY);
    if (status !== 200) throw new StoreAway(`${action} was answered ${status}`);
    return jsonOf(bytes);
  }

  /** Asks the Admin API; undefined when there is nothing. */
  async ask(path: string): Promise<unknown> {
    const { key, secret } = this.account;
    const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
    const { status, bytes } = await this.call(this.addressOf(path), { headers: { authorization } }, MAX_REPLY);
    if (status === 404) return undefined;
    if (status !== 200) throw new StoreAway(`the question was answered ${status}`);
    return jsonOf(bytes);
  }

  /** Fetches a file by an address that holds for a minute. */
  async download(resource: string, parameters: Parameters, maxBytes: number): Promise<Buffer> {
    const query = new URLSearchParams(this.signed({ ...parameters, expires_at: this.seconds() + 60 }));
    const { status, bytes } = await this.call(
      `${this.addressOf(`${resource}/download`)}?${query.toString()}`,
      {},
      maxBytes,
    );
    if (status !== 200) throw new StoreAway(`the download was answered ${status}`);
    return bytes;
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  private async call(
    url: string,
    options: { method?: 'POST'; body?: FormData; headers?: Record<string, string> },
    maxBytes: number,
  ): Promise<Reply> {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const { statusCode, body } = await request(url, { ...options, dispatcher: this.agent, signal });
      const parts: Buffer[] = [];
      let length = 0;
      for await (const part of body as AsyncIterable<Buffer>) {
        length += part.length;
        if (length > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
        parts.push(part);
      }
      return { status: statusCode, bytes: Buffer.concat(parts) };
    } catch (error) {
      throw new StoreAway('Cloudinary has not answered', error);
    }
  }
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch (error) {
    throw new StoreAway('the answer is no JSON', error);
  }
}
