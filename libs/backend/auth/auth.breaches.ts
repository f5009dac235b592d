import { Inject, Injectable, Logger } from '@nestjs/common';
import { Counters } from '@pakashop/platform';
import { createHash } from 'node:crypto';
import { AuthConfig } from './auth.config.js';

/** What a person waits at most. */
const PATIENCE_MS = 1_500;
/** A service that failed is left alone for so long, so that only one person waits for it. */
const REST_MS = 30_000;
/** A range has some 1,000 lines of 40 bytes. */
const LONGEST = 512 * 1_024;

/**
 * Whether a password stands in a list of stolen ones that a service keeps. Only the first five digits of its SHA-1 are
 * told, the service answers with all that begin so, and padding hides how many these are
 * (https://haveibeenpwned.com/API/v3#SearchingPwnedPasswordsByRange). It is asked only where an address is configured.
 */
@Injectable()
export class Breaches {
  private readonly logger = new Logger(Breaches.name);
  private readonly address?: string;
  private restUntil = 0;

  constructor(
    @Inject(AuthConfig) { BREACHED_PASSWORDS_URL }: AuthConfig,
    private readonly counters: Counters,
  ) {
    this.address = BREACHED_PASSWORDS_URL?.replace(/\/+$/, '');
  }

  /** False, too, when nobody can be asked: a service that is away stops nobody from choosing a password. */
  async include(password: string): Promise<boolean> {
    if (this.address === undefined || performance.now() < this.restUntil) return false;
    const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
    this.counters.add('pakashop_breach_lookups_total');
    try {
      return isListed(await this.range(digest.slice(0, 5)), digest.slice(5));
    } catch (error) {
      this.restUntil = performance.now() + REST_MS;
      this.counters.add('pakashop_breach_lookup_failures_total');
      this.logger.warn({ reason: reasonOf(error) }, 'the list of breached passwords does not answer');
      return false;
    }
  }

  private async range(prefix: string): Promise<string> {
    const answer = await fetch(`${this.address}/range/${prefix}`, {
      headers: { 'add-padding': 'true', 'user-agent': 'pakashop' },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok || !answer.body) throw new Error(`answered ${answer.status}`);
    let text = '';
    for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (text.length > LONGEST) throw new Error('answered too much');
    }
    return text;
  }
}

/** Lines are `suffix:count`; padding has the count 0. */
function isListed(range: string, suffix: string): boolean {
  const line = range.split('\n').find((one) => one.toUpperCase().startsWith(`${suffix}:`));
  return Number(line?.slice(suffix.length + 1)) > 0;
}

/** Why there was no answer, without its address, which says what was asked. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : name === 'Error' ? message : name;
}
