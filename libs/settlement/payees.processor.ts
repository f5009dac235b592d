import { Injectable } from '@nestjs/common';
import { Delivered, type DeliveryFact, WalletChanged, type WalletChangedFact } from '@pakashop/backend';
import { type Event, OnEvent, type Tx } from '@pakashop/platform';
import { Payees } from './payees.service.js';

/** Keeps who is paid where, and by which rules. */
@Injectable()
export class PayeesProcessor {
  constructor(private readonly payees: Payees) {}

  @OnEvent(WalletChanged)
  async keepPayee({ payload, sequence }: Event<WalletChangedFact>, tx: Tx): Promise<void> {
    await this.payees.keep(tx, payload, sequence);
  }

  @OnEvent(Delivered)
  async keepClass({ payload, sequence }: Event<DeliveryFact>, tx: Tx): Promise<void> {
    await this.payees.keepClass(tx, payload, sequence);
  }
}
