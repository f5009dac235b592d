import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import type { Opened } from './breaks.record.js';
import { StatedFacts } from './reconciliation.stated.js';

interface DailyFee {
  readonly provider: string;
  readonly currency: string;
  readonly day: string;
  readonly fee: number;
  readonly at: Date;
}

interface Sent {
  readonly id: number;
  readonly sourceId: string;
  readonly provider: string;
  readonly currency: string;
  readonly gross: number;
  readonly name: string;
  readonly at: Date;
}

/** What statements say that the books cannot know: fees, money on its way to our bank, money that nobody explains. */
@Injectable()
export class StatementFacts {
  constructor(private readonly stated: StatedFacts) {}

  /** One fee per day of a statement, and each settlement. Told once, however often it is asked. */
  async ofStatement(tx: Tx, statementId: string): Promise<void> {
    const fees = await tx.rows<DailyFee>(sql`
      SELECT provider, currency, to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(fee)::bigint AS fee,
        max(occurred_at) AS at
      FROM reconciliation.lines WHERE statement_id = ${statementId} AND counts AND status = 'SUCCEEDED' AND fee <> 0
      GROUP BY 1, 2, 3 HAVING sum(fee) <> 0 ORDER BY 3`);
    for (const { provider, currency, day, fee, at } of fees) {
      await this.stated.tell(tx, {
        ...{ key: `fee:${statementId}:${currency}:${day}`, kind: 'FEE', provider, currency, amount: Math.abs(fee) },
        ...{ direction: fee > 0 ? 'OUT' : 'IN', sourceId: statementId, occurredAt: at },
        reason: `fees of ${provider} on ${day}`,
      });
    }
    await this.settlements(tx, statementId);
  }

  /** Money that nobody explains: it is in the wallet, and nobody's. */
  async unallocated(tx: Tx, { id, provider, currency, amount, moves, occurredAt }: Opened): Promise<void> {
    await this.stated.tell(tx, {
      ...{ key: `unallocated:${id}:${moves}`, kind: 'UNALLOCATED', provider, currency, amount, direction: 'IN' },
      ...{ sourceId: id, occurredAt, reason: 'money came in that nothing of ours explains' },
    });
  }

  /** Nobody's money is explained: what was booked for want of an explanation is taken back. */
  async allocated(tx: Tx, { id, provider, currency, amount, moves, occurredAt }: Opened): Promise<void> {
    if (provider === 'bank') return;
    await this.stated.tell(tx, {
      ...{ key: `allocated:${id}:${moves}`, kind: 'ALLOCATED', provider, currency, amount, direction: 'OUT' },
      ...{ sourceId: id, occurredAt, reason: 'the money is explained' },
    });
  }

  /** Tells what has arrived at our bank since the last time. */
  async arrivals(tx: Tx): Promise<void> {
    const arrived = await tx.rows<Sent>(sql`
      SELECT x.settlement_id AS id, c.statement_id AS "sourceId", s.provider, s.currency, s.gross, c.batch AS name, c.occurred_at AS at
      FROM reconciliation.bank_matches x JOIN reconciliation.lines c ON c.id = x.line_id
      JOIN reconciliation.lines s ON s.id = x.settlement_id
      WHERE NOT EXISTS (SELECT FROM reconciliation.stated t WHERE t.key = 'arrived:' || x.settlement_id)
      ORDER BY x.settlement_id`);
    for (const { id, sourceId, provider, currency, gross, name, at } of arrived) {
      await this.stated.tell(tx, {
        ...{ key: `arrived:${id}`, kind: 'ARRIVED', provider, currency, amount: gross, direction: 'IN' },
        ...{ sourceId, occurredAt: at, reason: `our bank credits ${name}`.slice(0, 300) },
      });
    }
  }

  private async settlements(tx: Tx, statementId: string): Promise<void> {
    const sent = await tx.rows<Sent>(sql`
      SELECT id, statement_id AS "sourceId", provider, currency, gross, coalesce(batch, provider_id, '') AS name, occurred_at AS at
      FROM reconciliation.lines
      WHERE statement_id = ${statementId} AND entry = 'SETTLEMENT' AND counts AND status = 'SUCCEEDED' AND gross > 0
      ORDER BY id`);
    for (const { id, sourceId, provider, currency, gross, name, at } of sent) {
      await this.stated.tell(tx, {
        ...{ key: `sent:${id}`, kind: 'SENT', provider, currency, amount: gross, direction: 'OUT' },
        ...{ sourceId, occurredAt: at, reason: `settlement ${name}`.slice(0, 300) },
      });
    }
  }
}
