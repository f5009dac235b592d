import { Inject, Injectable } from '@nestjs/common';
import { Database, newId, sql, type Tx, uniqueViolation } from '@pakashop/platform';
import { beginning, move } from '../transitions.js';
import { attemptById, type Refund } from './refunds.record.js';
import { REFUND_PROVIDERS, type RefundAttempt, type RefundProvider, type Route } from './refunds.provider.js';

/** Commits an attempt and its id before anything leaves. */
@Injectable()
export class RefundStarter {
  constructor(
    private readonly db: Database,
    @Inject(REFUND_PROVIDERS) private readonly providers: readonly RefundProvider[],
  ) {}

  provider(name: string): RefundProvider {
    return this.providers.find((provider) => provider.name === name)!;
  }

  /**
   * The next attempt of a refund that is ready: to the wallet that the buyer named, or back the way the money came.
   *
   * @returns undefined when another refund of the same payment is under way, or this one is not ready any more
   */
  async start(refund: Refund): Promise<RefundAttempt | undefined> {
    try {
      return await this.db.transaction((tx) => this.commit(tx, refund));
    } catch (error) {
      if (uniqueViolation(error) === 'refund_attempts_source_key') return undefined;
      throw error;
    }
  }

  private async commit(tx: Tx, refund: Refund): Promise<RefundAttempt | undefined> {
    const { id: refundId, walletPhone: phone, walletOperator: operator } = refund;
    const route: Route = phone ? 'OTHER_WALLET' : 'SAME_RAIL';
    const provider = route === 'SAME_RAIL' ? refund.provider : 'pawapay';
    const id = newId();
    const isReady = await move(tx, {
      machine: 'refund',
      id: refundId,
      from: ['RESERVED'],
      to: 'SENT',
      cause: route,
      set: sql`attempts = t.attempts + 1, retry_at = NULL`,
    });
    if (!isReady) return undefined;
    // Once this commits nobody can tell any more whether it has left: SENT from its beginning.
    await tx.execute(sql`
      INSERT INTO backend.refund_attempts
        (id, refund_id, number, route, provider, source, reference, state, amount, currency, phone, operator, sent_at)
      SELECT ${id}::uuid, r.id, r.attempts, ${route}::text, ${provider}::text, r.source,
        ${this.provider(provider).newReference(id)}::text, 'SENT', r.amount, r.currency, ${phone}::text, ${operator}::text, now()
      FROM backend.refunds r WHERE r.id = ${refundId}`);
    await tx.execute(beginning([['refund_attempt', id]], 'SENT', 'sender'));
    return attemptById(tx, id);
  }
}
