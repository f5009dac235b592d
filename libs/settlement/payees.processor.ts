import { Injectable } from '@nestjs/common';
import { BroughtBack, Delivered, type DeliveryFact, WalletChanged, type WalletChangedFact } from '@pakashop/backend';
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
  async keepCarried({ payload, sequence }: Event<DeliveryFact>, tx: Tx): Promise<void> {
    await this.payees.keepClass(tx, payload, sequence);
    await this.payees.keepAgent(tx, payload);
  }

  @OnEvent(BroughtBack)
  async keepReturned({ payload }: Event<DeliveryFact>, tx: Tx): Promise<void> {
    await this.payees.keepAgent(tx, payload);
  }
}
