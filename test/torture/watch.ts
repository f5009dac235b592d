import type pg from 'pg';
import { pause } from './caller.js';
import { settings } from './settings.js';

interface Waiting {
  readonly wanted: (row: Seen) => boolean;
  readonly resolve: (row: Seen) => void;
  readonly reject: (error: Error) => void;
  readonly since: number;
}

/** Longer than any fault lasts and any work takes. */
const PATIENCE = settings.mutant ? 90_000 : 120_000;

/** Where a shop order stands, with what surrounds it. */
export interface Seen {
  readonly id: string;
  readonly status: string;
  readonly paymentStatus: string;
  readonly payment: string;
  readonly delivery: string | null;
  readonly deliveryId: string | null;
  readonly settlement: string | null;
}

/**
 * Looks at all shop orders that somebody waits for with one question every moment, where each waiting page would ask on
 * its own. Looks into the database, since that costs the marketplace least.
 */
export class Watch {
  private readonly waiting = new Map<string, Waiting>();
  private isOver = false;
  private broken?: Error;

  constructor(private readonly db: pg.Pool) {
    void this.look().catch((error: Error) => this.end(error));
  }

  /** Waits until a shop order is where somebody wants it. */
  until(shopOrderId: string, wanted: (row: Seen) => boolean): Promise<Seen> {
    if (this.broken) return Promise.reject(this.broken);
    return new Promise((resolve, reject) =>
      this.waiting.set(shopOrderId, { wanted, resolve, reject, since: Date.now() }),
    );
  }

  /** Whoever still waits, waits in vain. */
  stop(): void {
    this.end(new Error('the storm is over'));
  }

  private end(error: Error): void {
    this.isOver = true;
    this.broken = error;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  /** Shop orders that somebody still waits for. */
  get left(): string[] {
    return [...this.waiting.keys()];
  }

  private async look(): Promise<void> {
    while (!this.isOver) {
      await pause(150);
      if (this.waiting.size === 0) continue;
      // The database may be down: then nobody sees anything for a while.
      const rows = await this.read().catch((error: Error) => {
        if (!/connect|terminat|recovery|starting up|shutting down/i.test(error.message)) throw error;
        return [];
      });
      for (const row of rows) {
        const who = this.waiting.get(row.id);
        if (!who?.wanted(row)) continue;
        this.waiting.delete(row.id);
        who.resolve(row);
      }
      this.assertLively(rows);
    }
  }

  private assertLively(rows: readonly Seen[]): void {
    for (const [id, { since }] of this.waiting) {
      if (Date.now() - since < PATIENCE) continue;
      throw new Error(`INV-12 nothing moves: ${JSON.stringify(rows.find((row) => row.id === id))}`);
    }
  }

  private async read(): Promise<Seen[]> {
    const { rows } = await this.db.query<Seen>(
      `SELECT s.id, s.status, o.payment_status AS "paymentStatus", p.status AS payment, d.state AS delivery,
         d.id AS "deliveryId", x.state AS settlement
       FROM backend.shop_orders s JOIN backend.orders o ON o.id = s.order_id
       JOIN backend.payments p ON p.order_id = o.id
       LEFT JOIN backend.deliveries d ON d.shop_order_id = s.id
       LEFT JOIN settlement.settlements x ON x.shop_order_id = s.id
       WHERE s.id = ANY($1::uuid[])`,
      [[...this.waiting.keys()]],
    );
    return rows;
  }
}
