import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Answer } from '../outcome.js';
import type { PawapayPublicKey } from './pawapay.toolkit.js';

/** Finds the key behind a `keyid`. `unavailable` means that we could not ask, `unknown` that pawaPay has no such key. */
export interface KeyFinder {
  find(keyId: string): Promise<KeyObject | 'unknown' | 'unavailable'>;
}

export interface KeyCacheOptions {
  /** After this age the keys are read again. */
  maxAgeMs?: number;
  /** Between two readings, whatever comes in: invented key ids must not make us call pawaPay. */
  minGapMs?: number;
  now?: () => number;
}

/**
 * Keeps pawaPay's public keys. An unknown id has them read again, at most once per gap and once at a time; while
 * pawaPay cannot be reached the keys we have stay good.
 */
export class PawapayKeys implements KeyFinder {
  private keys = new Map<string, KeyObject>();
  private readAt = Number.NEGATIVE_INFINITY;
  private triedAt = Number.NEGATIVE_INFINITY;
  private lastFailed = true;
  private reading?: Promise<void>;
  private readonly maxAgeMs: number;
  private readonly minGapMs: number;
  private readonly now: () => number;

  /** `read` is usually `() => client.publicKeys()`. */
  constructor(
    private readonly read: () => Promise<Answer<PawapayPublicKey[]>>,
    options: KeyCacheOptions = {},
  ) {
    this.maxAgeMs = options.maxAgeMs ?? 3_600_000;
    this.minGapMs = options.minGapMs ?? 30_000;
    this.now = options.now ?? Date.now;
  }

  /** Exact match of the id. */
  async find(keyId: string): Promise<KeyObject | 'unknown' | 'unavailable'> {
    const isOld = this.now() - this.readAt > this.maxAgeMs;
    if (isOld || !this.keys.has(keyId)) await this.readAgain();
    return this.keys.get(keyId) ?? (this.lastFailed ? 'unavailable' : 'unknown');
  }

  private async readAgain(): Promise<void> {
    if (!this.reading) {
      if (this.now() - this.triedAt < this.minGapMs) return;
      this.triedAt = this.now();
      this.reading = this.load().finally(() => (this.reading = undefined));
    }
    await this.reading;
  }

  private async load(): Promise<void> {
    const answer = await this.read().catch(() => null);
    const keys = new Map(answer?.kind === 'succeeded' ? answer.value.flatMap(toKey) : []);
    this.lastFailed = keys.size === 0;
    if (this.lastFailed) return;
    this.keys = keys;
    this.readAt = this.now();
  }
}

function toKey({ id, pem }: PawapayPublicKey): [string, KeyObject][] {
  try {
    return [[id, createPublicKey(pem)]];
  } catch {
    return [];
  }
}
