import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, money, none, type PageQuery, sql, toPage } from '@pakashop/platform';
import type { BreakPage } from './payments.dto.js';

interface Row {
  id: string;
  kind: string;
  provider: string;
  reference: string;
  paymentId: string | null;
  amount: number | null;
  currency: string | null;
  detail: string;
  state: string;
  createdAt: Date;
}

@Injectable()
export class PaymentBreaks {
  constructor(private readonly db: Database) {}

  async list({ limit, cursor }: PageQuery): Promise<BreakPage> {
    const after = cursor ? decodeCursor(cursor, 1)[0] : undefined;
    const rows = await this.db.rows<Row>(sql`
      SELECT id, kind, provider, reference, payment_id AS "paymentId", amount, currency, detail, state, created_at AS "createdAt"
      FROM backend.payment_breaks ${after ? sql`WHERE id < ${after}::uuid` : none} ORDER BY id DESC LIMIT ${limit + 1}`);
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
