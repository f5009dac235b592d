import { Injectable } from '@nestjs/common';
import { type Event, failpoint, OnEvent, sql, type Tx } from '@pakashop/platform';
import { Documents } from '../media/media.documents.js';
import {
  type LostShopOrder,
  ShopOrderCancelled,
  ShopOrderLost,
  ShopOrderPacked,
  type ShopOrderRef,
  ShopOrderReturned,
} from '../orders/orders.events.js';
import { BroughtBack, Delivered, type DeliveryFact, DeliveryLost, type LostDelivery } from './delivery.events.js';
import { DeliveryLetters } from './delivery.letters.js';
import { DeliveryMaking } from './delivery.making.js';
import { FAILURE_PICTURE } from './delivery.states.rules.js';

@Injectable()
export class DeliveryProcessor {
  constructor(
    private readonly making: DeliveryMaking,
    private readonly letters: DeliveryLetters,
    private readonly documents: Documents,
  ) {}

  @OnEvent(ShopOrderPacked)
  packed(event: Event<ShopOrderRef>, tx: Tx): Promise<void> {
    return this.making.begin(tx, event);
  }

  @OnEvent(ShopOrderCancelled)
  cancelled({ payload }: Event<ShopOrderRef>, tx: Tx): Promise<void> {
    return this.making.cancel(tx, payload);
  }

  @OnEvent(ShopOrderReturned)
  returned({ payload }: Event<ShopOrderRef>, tx: Tx): Promise<void> {
    return this.making.bringBack(tx, payload);
  }

  @OnEvent(ShopOrderLost)
  lost({ payload }: Event<LostShopOrder>, tx: Tx): Promise<void> {
    return this.making.lose(tx, payload);
  }

  @OnEvent(Delivered)
  async delivered({ payload: { deliveryId } }: Event<DeliveryFact>, tx: Tx): Promise<void> {
    await failpoint('D3');
    await this.letters.sendDelivered(tx, deliveryId);
    await this.releasePictures(tx, deliveryId);
  }

  @OnEvent(BroughtBack)
  broughtBack({ payload }: Event<DeliveryFact>, tx: Tx): Promise<void> {
    return this.releasePictures(tx, payload.deliveryId);
  }

  @OnEvent(DeliveryLost)
  lostForGood({ payload }: Event<LostDelivery>, tx: Tx): Promise<void> {
    return this.releasePictures(tx, payload.deliveryId);
  }

  /** Pictures of failed attempts are kept for a while after the delivery is over. */
  private async releasePictures(tx: Tx, deliveryId: string): Promise<void> {
    await tx.as({ service: 'media' });
    const failures = await tx.rows<{ id: string }>(sql`
      SELECT id FROM backend.delivery_failures WHERE delivery_id = ${deliveryId} AND upload_id IS NOT NULL`);
    for (const { id } of failures) {
      await this.documents.release(tx, { subject: FAILURE_PICTURE, subjectId: id, when: 'later' });
    }
  }
}
