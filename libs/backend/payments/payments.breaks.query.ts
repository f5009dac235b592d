import { Injectable } from '@nestjs/common';
import { Database, money, olderThan, type PageQuery, sql, toPage } from '@pakashop/platform';
import type { BreakPage, PaymentBreakView } from './payments.dto.js';

interface Row extends Omit<PaymentBreakView, 'amount' | 'createdAt'> {
  amount: number | null;
  currency: string | null;
  createdAt: Date;
}

@Injectable()
export class PaymentBreaks {
  constructor(private readonly db: Database) {}

  async list({ limit, cursor }: PageQuery): Promise<BreakPage> {
    const rows = await this.db.rows<Row>(sql`
      SELECT id, kind, provider, reference, payment_id AS "paymentId", amount, currency, detail, state, created_at AS "createdAt"
      FROM backend.payment_breaks WHERE true ${olderThan(cursor, sql`id`)} ORDER BY id DESC LIMIT ${limit + 1}`);
    return toPage(
      rows,
      limit,
      (row) => [row.id],
      ({ amount, currency, createdAt, ...row }) => ({
        ...row,
        amount: amount === null ? null : money(amount, currency ?? 'ZMW'),
        createdAt: createdAt.toISOString(),
      }),
    );
  }
}
