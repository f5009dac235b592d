import { Injectable } from '@nestjs/common';
import { money, Outbox, sql, type Tx } from '@pakashop/platform';
import { Stated, type StatedKind } from './reconciliation.events.js';

/** Something that the books have to follow, in ngwee. */
export interface Telling {
  /** Whatever happens, it is told once. */
  readonly key: string;
  readonly kind: StatedKind;
  readonly provider: string;
  readonly currency: string;
  readonly amount: number;
  readonly direction: 'IN' | 'OUT';
  /** The statement or break that says so. */
  readonly sourceId: string;
  readonly reason: string;
  /** In the day whose close it belongs to. */
  readonly occurredAt: Date;
}

/** Tells the books what statements and decisions say, each once. */
@Injectable()
export class StatedFacts {
  constructor(private readonly outbox: Outbox) {}

  /** False when it was told before. */
  async tell(tx: Tx, fact: Telling): Promise<boolean> {
    const { key, kind, provider, currency, amount, direction, sourceId, reason, occurredAt } = fact;
    const told = await tx.execute(sql`
      INSERT INTO reconciliation.stated (key, kind, provider, currency, amount, direction, source_id, reason, occurred_at)
      VALUES (${key}, ${kind}, ${provider}, ${currency}, ${amount}, ${direction}, ${sourceId}, ${reason}, ${occurredAt})
      ON CONFLICT (key) DO NOTHING`);
    if (told === 0) return false;
    await this.outbox.publish(tx, Stated, sourceId, {
      sourceId,
      key,
      kind,
      provider,
      amount: money(amount, currency),
      direction,
      occurredAt: occurredAt.toISOString(),
      reason,
    });
    return true;
  }
}
