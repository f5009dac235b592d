import { Money } from '@pakashop/platform';
import { IsIn, IsUUID } from 'class-validator';
import type { EarningKind } from './settlement.earnings.js';
import { PAYEE_KINDS, type PayeeKind } from './settlement.events.js';
import type { SettlementState } from './settlement.rules.js';

export class PayeeParams {
  @IsIn(PAYEE_KINDS) kind: PayeeKind;
  @IsUUID() id: string;
}

/** What a shop, agent or fleet has, all of it from the books at one instant. */
export class BalanceView {
  /** Earned and not paid out; what is in a payout under way is not in it. */
  available: Money;
  /** Of that what is frozen by disputes or not payable yet. */
  waiting: Money;
  /** In payouts under way. */
  inPayout: Money;
  /** What a shop will earn by sold goods whose hold is not over, if nothing is refunded. */
  held: Money;
  /** Kept back of a shop's earnings for a while. */
  reserve: Money;
  /** What a shop owes after refunds; its next earnings go there first. */
  owed: Money;
}

/** What was earned, or is owed back, by one cause. */
export class EarningView {
  id: string;
  kind: EarningKind;
  /** Whole ngwee; negative when it is owed back. */
  amount: number;
  currency: string;
  shopOrderId: string | null;
  /** Where the money of the shop order is; of what shops earn. */
  shopOrderState: SettlementState | null;
  /** Key of the ledger transaction. */
  cause: string;
  /** Nothing is paid out before, ISO 8601. */
  availableAt: string;
  /** A dispute stands. */
  isFrozen: boolean;
  /** The payout that settles it, when there is one. */
  payoutId: string | null;
  createdAt: string;
}

export class EarningList {
  data: EarningView[];
  nextCursor: string | null;
}

/** What a shop owes us, by how long it has. */
export class ReceivableView {
  shopId: string;
  owed: Money;
  /** Since when it has owed something without interruption, ISO 8601. */
  since: string;
  days: number;
}

/** Debts of one age. */
export class ReceivableAge {
  /** 0-7, 8-30, 31-90 or over 90 days. */
  age: '0-7' | '8-30' | '31-90' | '90+';
  shops: number;
  owed: Money;
}

/** Debts of shops after refunds, the largest first, and how old they are. */
export class ReceivableReport {
  ages: ReceivableAge[];
  data: ReceivableView[];
  nextCursor: string | null;
}
