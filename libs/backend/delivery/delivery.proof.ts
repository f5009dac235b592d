import { Inject, Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database, failpoint, type JsonObject, sql, type Tx } from '@pakashop/platform';
import { randomBytes } from 'node:crypto';
import { noDelivery } from './delivery.board.js';
import { lookAt } from './delivery.circumstances.js';
import { DeliveryConfig } from './delivery.config.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { HandingOver, receiptOf, type Signed } from './delivery.handing-over.js';
import { type HeldDelivery, holdDelivery, holdOrderOf } from './delivery.held.js';
import { Pins } from './delivery.pins.js';
import { MOST_TRIES } from './delivery.pins.rules.js';
import type { ConfirmDelivery, DeliveryReceipt } from './delivery.proof.dto.js';
import { inHandsOf } from './delivery.work.js';

/** How a try ended; what is refused is refused after its count was committed. */
type Outcome = { readonly receipt: DeliveryReceipt } | { readonly refusal: Error };

/** Confirms deliveries by the customer's PIN and signature. */
@Injectable()
export class Proof {
  constructor(
    private readonly db: Database,
    private readonly pins: Pins,
    private readonly handing: HandingOver,
    @Inject(DeliveryConfig) private readonly config: DeliveryConfig,
  ) {}

  /**
   * The agent hands the goods over. Tries of one delivery wait for each other; each is counted before it is compared, and
   * nothing is answered before the count is committed. Asked again after it was confirmed, it gives the same receipt.
   *
   * @throws Problem delivery.not_found, delivery.wrong_state, delivery.time_invalid, delivery.too_far, delivery.pin_locked,
   * delivery.pin_wrong, delivery.order_moved
   */
  async confirm(actor: Actor, input: ConfirmDelivery, claim: Claim): Promise<DeliveryReceipt> {
    const content = contentOf(input);
    const known = await this.db.maybe<{ id: string }>(sql`
      SELECT d.id FROM backend.deliveries d WHERE d.shop_order_id = ${input.shopOrderId} AND ${inHandsOf(actor)}`);
    if (!known) throw noDelivery();
    const sealed = await this.handing.seal(known.id, content);
    const outcome = await this.db.transaction(async (tx): Promise<Outcome> => {
      const where = sql`d.id = ${known.id} AND ${inHandsOf(actor)}`;
      await holdOrderOf(tx, where);
      const delivery = await holdDelivery(tx, where);
      if (!delivery) throw noDelivery();
      const result =
        delivery.state === 'DELIVERED'
          ? await this.again(tx, delivery, input)
          : await this.once(tx, delivery, input, { content, sealed });
      if ('receipt' in result) await claim.answer(tx, 200, result.receipt);
      return result;
    });
    await failpoint('D2');
    if ('refusal' in outcome) throw outcome.refusal;
    return outcome.receipt;
  }

  /** What was confirmed stays so; whoever knows the PIN is told once more. The PIN is worth nothing now. */
  private async again(tx: Tx, delivery: HeldDelivery, { pin }: ConfirmDelivery): Promise<Outcome> {
    if (!this.pins.isPin(pin, delivery)) return { refusal: problems.pinWrong('The delivery is confirmed already.') };
    return { receipt: await receiptOf(tx, delivery.id) };
  }

  private async once(tx: Tx, delivery: HeldDelivery, input: ConfirmDelivery, signed: Signed): Promise<Outcome> {
    if (delivery.state !== 'PICKED_UP') throw problems.wrongState(`The delivery is ${delivery.state}.`);
    const at = await lookAt(tx, delivery, input, this.config);
    const tries = await tx.maybe<{ left: number }>(sql`
      UPDATE backend.deliveries SET pin_tries = pin_tries + 1
      WHERE id = ${delivery.id} AND pin_tries < ${MOST_TRIES} RETURNING ${MOST_TRIES} - pin_tries AS left`);
    if (!tries) return { refusal: problems.pinLocked('Ask our support, and bring the goods back if nobody helps.') };
    await failpoint('D1');
    if (!this.pins.isPin(input.pin, delivery)) {
      return { refusal: problems.pinWrong('Ask the customer for it.', { extra: { triesLeft: tries.left } }) };
    }
    return { receipt: await this.handing.deliver(tx, delivery, input, { ...signed, ...at }) };
  }
}

/** What is signed: personal, and sealed. The nonce keeps its digest from being guessed. */
const contentOf = ({ signature, position }: ConfirmDelivery): JsonObject => ({
  name: signature.name,
  strokes: signature.strokes,
  latitude: position.latitude,
  longitude: position.longitude,
  nonce: randomBytes(16).toString('hex'),
});
