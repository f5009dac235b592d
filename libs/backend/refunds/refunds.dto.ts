import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { FUNDERS, type Funder, type RefundReason } from './refunds.events.js';
import { type RefundAttemptState, type Route, WALLET_OPERATORS, type WalletOperator } from './refunds.provider.js';
import { REFUND_STATES, type RefundState } from './refunds.rules.js';
import type { ProviderName } from '../payments/payments.events.js';

export class RefundsQuery extends PageQuery {
  /** Only refunds in this state; NEEDS_ATTENTION and CREATED wait for a person. */
  @Omittable() @IsIn(REFUND_STATES) state?: RefundState;
  @Omittable() @IsUUID() orderId?: string;
}

/** Units of an order line that come back. */
export class RefundLineInput {
  @IsUUID() lineId: string;
  @IsInt() @Min(1) @Max(999) quantity: number;
}

/** What is given back of one shop order. */
export class RefundPart {
  @IsUUID() shopOrderId: string;
  /** Units of its lines; what they cost is given back. */
  @Omittable()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique(({ lineId }: RefundLineInput) => lineId)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RefundLineInput)
  lines?: RefundLineInput[];
  /** A part of what was paid for goods, where no single line comes back; not together with lines. */
  @Omittable() @IsObject() @ValidateNested() @Type(() => Money) goods?: Money;
  /** A part of what was paid for delivery, or all of it. */
  @Omittable() @IsObject() @ValidateNested() @Type(() => Money) deliveryFee?: Money;
  /** On top of what was paid for anything. */
  @Omittable() @IsObject() @ValidateNested() @Type(() => Money) goodwill?: Money;
  /** Who bears the goodwill; the platform unless said otherwise. */
  @Omittable() @IsIn(FUNDERS) funder?: Funder;
}

/** Gives a buyer money back. */
export class OpenRefundRequest extends RefundPart {
  /** Why; kept with the refund and in the audit. */
  @IsString() @Length(5, 500) reason: string;
}

/** What staff decides about a refund needs a reason. */
export class RefundDecision {
  @IsString() @Length(5, 500) reason: string;
}

/** Another wallet of the buyer, who has to name it. */
export class RedirectRefund extends RefundDecision {
  /** Like 0961234567 or +260961234567. */
  @IsString() @MaxLength(32) phone: string;
  @IsIn(WALLET_OPERATORS) operator: WalletOperator;
}

/** What one who funded goods gets back in proportion. */
export class FunderShare {
  kind: 'COUPON' | 'POINTS';
  funder: string;
  amount: Money;
}

/** How a refund would be shared. Nothing is written. */
export class RefundPreview {
  /** What the buyer gets. */
  amount: Money;
  goods: Money;
  deliveryFee: Money;
  goodwill: Money;
  /** Commission that the platform gives back of it, and the VAT on that. */
  commission: Money;
  commissionVat: Money;
  /** What others who paid for the goods get back. */
  funders: FunderShare[];
  /** What could still be given back before this refund. */
  leftGoods: Money;
  leftDeliveryFee: Money;
  /** Whether a second person has to agree. */
  needsApproval: boolean;
}

export class RefundLineView {
  lineId: string;
  title: string;
  quantity: number;
  amount: Money;
}

/** One try to give the money back. */
export class RefundAttemptView {
  number: number;
  route: Route;
  provider: ProviderName;
  reference: string;
  state: RefundAttemptState;
  failureCode: string | null;
  /** What the provider said, for staff. */
  evidence: string | null;
  sentAt: string;
  settledAt: string | null;
}

/** The wallet that a refund goes to instead of the one that paid. */
export class RefundWalletView {
  /** Masked. */
  phone: string;
  operator: WalletOperator;
  by: string;
  /** A second person has to agree before anything is sent there. */
  awaitsApproval: boolean;
}

/** What somebody wants: that the refund is called off. */
export class RefundWithdrawalView {
  by: string;
  /** A second person has to agree before it is. */
  awaitsApproval: boolean;
}

export class RefundView {
  id: string;
  orderId: string;
  orderNumber: string;
  shopOrderId: string | null;
  shopId: string | null;
  paymentId: string;
  reason: RefundReason;
  /** What staff wrote. */
  why: string | null;
  /** CREATED waits for a second person; NEEDS_ATTENTION for a decision of staff; the last two are final. */
  state: RefundState;
  amount: Money;
  goods: Money;
  deliveryFee: Money;
  goodwill: Money;
  funder: Funder;
  /** Where the money came in. */
  provider: ProviderName;
  /** What staff has to know and decide, while NEEDS_ATTENTION. */
  attention: string | null;
  openedBy: string;
  approvedBy: string | null;
  wallet: RefundWalletView | null;
  withdrawal: RefundWithdrawalView | null;
  createdAt: string;
  completedAt: string | null;
}

export class RefundDetail extends RefundView {
  lines: RefundLineView[];
  attempts: RefundAttemptView[];
}

export class RefundPage {
  data: RefundView[];
  nextCursor: string | null;
}

/** A refund as its buyer sees it. */
export class OwnRefund {
  id: string;
  shopOrderId: string | null;
  reason: RefundReason;
  amount: Money;
  /** PENDING until the money has arrived. */
  status: 'PENDING' | 'PAID' | 'WITHDRAWN';
  lines: RefundLineView[];
  createdAt: string;
  completedAt: string | null;
}

export class OwnRefunds {
  data: OwnRefund[];
  nextCursor: string | null;
}
