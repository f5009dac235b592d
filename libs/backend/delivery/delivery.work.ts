import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, newId, sql, type Tx } from '@pakashop/platform';
import { Documents } from '../media/media.documents.js';
import { ShopOrderSteps } from '../orders/orders.steps.js';
import { Assignment } from './delivery.assignment.js';
import { answerRound, noDelivery } from './delivery.board.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { type HeldDelivery, holdDelivery, holdOrderOf, stepDelivery } from './delivery.held.js';
import { DeliveryLetters } from './delivery.letters.js';
import type { AgentDelivery, FailAttempt } from './delivery.rounds.dto.js';
import { type DeliveryStep, FAILURE_PICTURE, MOST_ATTEMPTS } from './delivery.states.rules.js';

/** Deliveries `d` that the caller has in hand. */
export const inHandsOf = ({ userId }: Actor) => sql`
  d.agent_id IN (SELECT a.id FROM backend.agents a WHERE a.user_id = ${userId})`;

/** What agents do with the deliveries that they have in hand. */
@Injectable()
export class Rounds {
  constructor(
    private readonly db: Database,
    private readonly steps: ShopOrderSteps,
    private readonly assignment: Assignment,
    private readonly documents: Documents,
    private readonly letters: DeliveryLetters,
  ) {}

  /**
   * The agent has the goods and goes. Of a pick-up and a cancellation at once exactly one wins: both move the shop order.
   *
   * @throws Problem delivery.not_found, delivery.not_active, delivery.wrong_state, delivery.order_moved
   */
  pickUp(actor: Actor, id: string, claim: Claim): Promise<AgentDelivery> {
    return this.db.transaction(async (tx) => {
      const where = sql`d.id = ${id} AND ${inHandsOf(actor)}`;
      const order = await holdOrderOf(tx, where);
      const delivery = order && (await holdDelivery(tx, where));
      if (!delivery) throw noDelivery();
      if (delivery.state === 'PICKED_UP') return answerRound(tx, id, claim);
      await assertActive(tx, delivery);
      const [cause, set] = ['picked up', sql`picked_up_at = now(), handed_over_at = coalesce(handed_over_at, now())`];
      if (!(await stepDelivery(tx, id, 'pickUp', { cause, set }))) throw wrongState(delivery);
      const { shopOrderId } = delivery;
      const moved = await this.steps.step(tx, { shopOrderId, from: ['SHIPPED'], to: 'OUT_FOR_DELIVERY', cause });
      if (!moved) throw problems.orderMoved('Leave the goods at the shop.');
      await this.letters.sendPin(tx, id);
      return answerRound(tx, id, claim);
    });
  }

  /** Gives a delivery back before it is picked up; others are asked. @throws Problem delivery.not_found, delivery.wrong_state */
  async handBack(actor: Actor, id: string, reason: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const delivery = await holdOwn(tx, actor, id);
      await this.assignment.take(tx, delivery, 'handed back');
      await audit(tx, { act: 'delivery_handed_back', subject: 'delivery', subjectId: id, why: reason });
      // Nobody is asked about what they have just handed back.
      await tx.execute(sql`
        INSERT INTO backend.delivery_offers AS o (id, delivery_id, agent_id, state, distance_m, expires_at, closed_at)
        VALUES (${newId()}, ${id}, ${delivery.agentId}, 'DECLINED', 0, now(), now())
        ON CONFLICT (delivery_id, agent_id) DO UPDATE SET state = 'DECLINED', closed_at = now()`);
    });
  }

  /** The goods could not be handed over. @throws Problem delivery.not_found, delivery.wrong_state, media.not_found, media.in_use */
  fail(actor: Actor, id: string, { reason, note = '', uploadId }: FailAttempt, claim: Claim): Promise<AgentDelivery> {
    return this.db.as(actor, async (tx) => {
      const delivery = await holdOwn(tx, actor, id);
      const attempt = delivery.attempts + 1;
      await this.step(tx, delivery, 'fail', { cause: `failed: ${reason}`, set: sql`attempts = ${attempt}` });
      const failureId = newId();
      await tx.execute(sql`
        INSERT INTO backend.delivery_failures (id, delivery_id, agent_id, attempt, reason, note, upload_id)
        VALUES (${failureId}, ${id}, ${delivery.agentId}, ${attempt}, ${reason}, ${note}, ${uploadId ?? null})`);
      if (uploadId) {
        const picture = { documentId: uploadId, ownerUserId: actor.userId!, purpose: 'delivery_signature' } as const;
        await this.documents.claim(tx, { ...picture, subject: FAILURE_PICTURE, subjectId: failureId });
      }
      return answerRound(tx, id, claim);
    });
  }

  /** Goes to the door once more. @throws Problem delivery.not_found, delivery.wrong_state, delivery.attempts_used */
  reattempt(actor: Actor, id: string, claim: Claim): Promise<AgentDelivery> {
    return this.db.transaction(async (tx) => {
      const delivery = await holdOwn(tx, actor, id);
      if (delivery.state === 'FAILED' && delivery.attempts >= MOST_ATTEMPTS)
        throw problems.tooManyAttempts(`After ${MOST_ATTEMPTS} attempts the goods go back to the shop.`);
      await this.step(tx, delivery, 'reattempt', { cause: 'another attempt' });
      return answerRound(tx, id, claim);
    });
  }

  /** Brings the goods back to the shop, which has to take them. @throws Problem delivery.not_found, delivery.wrong_state */
  beginReturn(actor: Actor, id: string, claim: Claim): Promise<AgentDelivery> {
    return this.db.transaction(async (tx) => {
      const delivery = await holdOwn(tx, actor, id);
      await this.step(tx, delivery, 'beginReturn', { cause: 'goes back to the shop' });
      return answerRound(tx, id, claim);
    });
  }

  private async step(
    tx: Tx,
    delivery: HeldDelivery,
    step: DeliveryStep,
    making: Parameters<typeof stepDelivery>[3],
  ): Promise<void> {
    if (!(await stepDelivery(tx, delivery.id, step, making))) throw wrongState(delivery);
  }
}

async function holdOwn(tx: Tx, actor: Actor, id: string): Promise<HeldDelivery> {
  const delivery = await holdDelivery(tx, sql`d.id = ${id} AND ${inHandsOf(actor)}`);
  if (!delivery) throw noDelivery();
  return delivery;
}

/** Who was suspended meanwhile brings what they carry to its end, and takes nothing new. */
async function assertActive(tx: Tx, { agentId, fleetId, handedOverAt }: HeldDelivery): Promise<void> {
  if (handedOverAt) return;
  const active = await tx.maybe(sql`
    SELECT FROM backend.agents a LEFT JOIN backend.fleets f ON f.id = ${fleetId}
    WHERE a.id = ${agentId} AND a.status = 'ACTIVE' AND coalesce(f.status, 'ACTIVE') = 'ACTIVE'`);
  if (!active) throw problems.notActive('You take no work for now: hand the delivery back.');
}

const wrongState = ({ state }: HeldDelivery) => problems.wrongState(`The delivery is ${state}. Read it again.`);
