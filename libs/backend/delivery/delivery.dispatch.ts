import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, newId, runInContext, sql, type Tx } from '@pakashop/platform';
import { Assignment } from './delivery.assignment.js';
import { Candidates, type Candidate } from './delivery.candidates.js';
import { DeliveryConfig } from './delivery.config.js';
import { holdDelivery, stepDelivery } from './delivery.held.js';
import { insertOffer, withdrawOffers } from './delivery.offers.js';

/** Deliveries that one round looks at. */
const BATCH = 50;
/** Seconds before agents are looked for again when there was none. */
const LATER_SECONDS = 60;

type Due = Readonly<{ id: string; state: 'WAITING' | 'OFFERED' }>;

/**
 * Offers deliveries to agents, the nearest first and one at a time. What is due follows from the rows and the database's
 * clock, so that rounds of several workers, late or repeated, do the same as one: whoever holds the delivery finds
 * whether it is still due.
 */
@Injectable()
export class Dispatch {
  private readonly logger = new Logger(Dispatch.name);

  constructor(
    private readonly db: Database,
    private readonly candidates: Candidates,
    private readonly assignment: Assignment,
    @Inject(DeliveryConfig) private readonly config: DeliveryConfig,
  ) {}

  @Interval('delivery.dispatch', 2_000)
  async tick(): Promise<void> {
    await runInContext({ correlationId: newId(), actor: 'system:dispatch' }, () => this.round()).catch(
      (error: unknown) => this.logger.warn({ err: error }, 'deliveries could not be offered; tried again'),
    );
  }

  /** Ends offers whose time is over and makes new ones; answers how many deliveries it looked at. */
  async round(): Promise<number> {
    const due = await this.db.rows<Due>(sql`
      SELECT id, state FROM backend.deliveries WHERE look_at <= now() ORDER BY look_at LIMIT ${BATCH}`);
    for (const { id, state } of due) {
      if (state === 'OFFERED') await this.expire(id);
      await this.next(id);
    }
    return due.length;
  }

  /** By the database's clock; an offer that was taken meanwhile is not open any more. */
  private async expire(id: string): Promise<void> {
    await this.db.transaction((tx) =>
      withdrawOffers(tx, sql`o.delivery_id = ${id} AND o.expires_at <= now()`, 'EXPIRED'),
    );
  }

  /** Asks the nearest agent who was not asked lately; when there is none the delivery waits, and can be claimed. */
  private async next(id: string): Promise<void> {
    const nearest = this.config.DELIVERY_ASSIGNMENT === 'AUTO' ? await this.candidates.of(id) : [];
    for (const candidate of nearest) {
      if (await this.db.transaction((tx) => this.offer(tx, id, candidate))) return;
    }
    const later = this.config.DELIVERY_ASSIGNMENT === 'AUTO' ? LATER_SECONDS : null;
    await this.db.execute(sql`
      UPDATE backend.deliveries SET look_at = now() + make_interval(secs => ${later}::int)
      WHERE id = ${id} AND state = 'WAITING' AND look_at <= now()`);
  }

  /** True when this round is over for the delivery: it was offered, or others have it in hand. */
  private async offer(tx: Tx, id: string, { agentId, metres }: Candidate): Promise<boolean> {
    const seconds = this.config.DELIVERY_OFFER_SECONDS;
    if (!(await this.assignment.findFreeAgent(tx, sql`a.id = ${agentId}`))) return false;
    const delivery = await holdDelivery(tx, sql`d.id = ${id} AND d.state = 'WAITING' AND d.look_at <= now()`);
    if (!delivery) return true;
    if (!(await insertOffer(tx, { deliveryId: id, agentId, distanceM: metres, seconds }))) return false;
    const set = sql`look_at = now() + make_interval(secs => ${seconds})`;
    await stepDelivery(tx, id, 'offer', { cause: 'nearest agent', set });
    return true;
  }
}
