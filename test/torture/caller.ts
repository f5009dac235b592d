import { randomUUID } from 'node:crypto';
import { SECRETS } from '../e2e/environment.js';
import type { Process } from '../e2e/processes.js';
import type { Figures } from './figures.js';
import type { Random } from './random.js';
import { settings } from './settings.js';

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
}

export interface Identity {
  token?: string;
  guestToken?: string;
}

interface How {
  readonly body?: object;
  /** The same call again has the same key; a new one by default. */
  readonly key?: string;
}

/** Longer than any fault lasts: who gets no answer for so long has found an outage that did not end. */
const PATIENCE = settings.mutant ? 60_000 : 120_000;
const QUICK = 2_000;

/**
 * Somebody who calls the API as a good client does: with a key, and again until there is an answer, at any of the apis.
 */
export class Caller {
  constructor(
    readonly identity: Identity,
    private readonly apis: readonly Process[],
    private readonly random: Random,
    private readonly figures: Figures,
  ) {}

  get<T>(path: string): Promise<Answer<T>> {
    return this.ask('GET', path);
  }

  post<T>(path: string, body?: object, key?: string): Promise<Answer<T>> {
    return this.ask('POST', path, { body, key });
  }

  /** The one answer that counts: anything that is neither a failure of the server nor "somebody else is at it". */
  async ask<T>(method: string, path: string, { body, key = randomUUID() }: How = {}): Promise<Answer<T>> {
    const begun = performance.now();
    for (let tries = 1; ; tries++) {
      const answer = await this.once<T>(method, path, body, key);
      const waited = performance.now() - begun;
      if (answer) {
        this.figures.add('calls');
        if (tries > 1) this.figures.add('calls repeated');
        if (tries === 1 && waited < QUICK) this.figures.add('calls answered at once');
        if (waited < QUICK) this.figures.add('calls answered within 2 s');
        this.figures.time('call', waited);
        return answer;
      }
      if (waited > PATIENCE) throw new Error(`${method} ${path} was not answered for ${PATIENCE / 1000} s`);
      await pause(this.random.between(50, 400));
    }
  }

  private async once<T>(method: string, path: string, body: object | undefined, key: string) {
    const { token, guestToken } = this.identity;
    try {
      const response = await fetch(`${this.random.pick(this.apis).url}/api/v1${path}`, {
        method,
        headers: {
          'x-pakashop-key': SECRETS.PAKASHOP_CLIENT_KEY,
          ...(token && { authorization: `Bearer ${token}` }),
          ...(guestToken && { 'x-guest-token': guestToken }),
          ...(method !== 'GET' && { 'idempotency-key': key }),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      });
      const text = await response.text();
      const answer = { status: response.status, body: (text ? JSON.parse(text) : undefined) as T };
      // Whoever steps up gets another token, and a call with the one before comes too late.
      const isStale = answer.status === 401 && token !== undefined;
      return isFinal(answer) && !isStale ? answer : undefined;
    } catch {
      this.figures.add('calls without an answer');
      return undefined;
    }
  }
}

function isFinal({ status, body }: Answer<unknown>): boolean {
  if (status >= 500 || status === 429) return false;
  return (body as { code?: string } | undefined)?.code !== 'idempotency.in_progress';
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
