/** The companies that take and pay out money. */
export const PROVIDERS = ['pawapay', 'flutterwave'] as const;
export type Provider = (typeof PROVIDERS)[number];

export const DAY = 86_400;

/** What holds for the shops of each class: seconds of hold, basis points and seconds of reserve. */
export const CLASSES = {
  NEW: { hold: 2 * DAY, reserve: 1_000, kept: DAY },
  STANDARD: { hold: DAY, reserve: 0, kept: 0 },
  TRUSTED: { hold: 0, reserve: 0, kept: 0 },
} as const;
export type ShopClass = keyof typeof CLASSES;

/** Nobody is paid less. */
export const PAYOUT_MINIMUM = 1_000;
/** Above it a second person looks at a batch. */
export const APPROVAL_ABOVE = 12_000;

/** Somebody who earns. */
export interface Payee {
  readonly kind: 'SHOP' | 'AGENT' | 'FLEET';
  readonly id: string;
}

export interface Shop extends Payee {
  readonly kind: 'SHOP';
  readonly class: ShopClass;
  /** What we owe it and what it owes us. */
  payable: number;
  receivable: number;
}

/** An agent, and the fleet that is paid in their place. */
export interface Agent {
  readonly id: string;
  readonly userId: string;
  readonly fleetId?: string;
}

export interface Line {
  readonly id: string;
  readonly price: number;
  readonly quantity: number;
  /** What falls to the platform of it. */
  readonly commission: number;
  readonly vat: number;
  /** Pieces whose money was given back. */
  gone: number;
  /** What was given back, or is owed back: to the buyer, and of commission and VAT to the shop. */
  back: Back;
}

export interface Back {
  readonly goods: number;
  readonly commission: number;
  readonly vat: number;
}

/** The line that a refund is for. */
export interface Named {
  readonly line: Line;
  readonly goods: number;
}

/** What a refund takes off a line, which had given back so much before. */
export interface Share extends Back {
  readonly line: Line;
  readonly before: Back;
}

/** A shop order, in ngwee. */
export interface Part {
  readonly id: string;
  readonly order: Order;
  readonly shop: Shop;
  readonly goods: number;
  readonly fee: number;
  readonly commission: number;
  readonly vat: number;
  readonly agentPay: number;
  readonly lines: readonly Line[];
  stage: 'PENDING' | 'EXPIRED' | 'CONFIRMED' | 'DELIVERED' | 'CANCELLED' | 'RETURNED' | 'REFUNDED';
  carrier?: Agent;
  deliveredAt?: number;
  confirmedAt?: number;
  /** Given back, or owed back, to the buyer. */
  goodsBack: number;
  feeBack: number;
  isReleased: boolean;
  isCarriagePaid: boolean;
  /** What the shop earned when it was released, once it is. */
  earned?: Earning;
  reserve: number;
  reserveDueAt: number;
  readonly disputes: Set<string>;
}

export interface Order {
  readonly id: string;
  readonly paymentId: string;
  readonly attemptId: string;
  readonly provider: Provider;
  readonly total: number;
  parts: readonly Part[];
  isPaid: boolean;
}

/** Money that no order waits for. */
export interface Surplus {
  readonly order: Order;
  readonly reference: string;
  readonly kind: 'LATE_SUCCESS' | 'DOUBLE_SUCCESS' | 'OVERPAYMENT';
  readonly provider: Provider;
  readonly amount: number;
}

export interface Refund {
  readonly id: string;
  readonly order: Order;
  /** Absent for surplus. */
  readonly part?: Part;
  readonly reason: 'CANCELLED' | 'CANNOT_SUPPLY' | 'RETURNED' | 'DISPUTE' | 'GOODWILL' | 'STAFF' | 'SURPLUS';
  readonly goods: number;
  readonly fee: number;
  readonly goodwill: number;
  readonly surplus: number;
  readonly named?: Named;
  /** Once it is opened, of each line. */
  shares?: readonly Share[];
  readonly funder: 'SHOP' | 'PLATFORM';
  readonly provider: Provider;
  state: 'OWED' | 'PAID' | 'WITHDRAWN';
}

export const amountOf = ({
  goods,
  fee,
  goodwill,
  surplus,
}: Pick<Refund, 'goods' | 'fee' | 'goodwill' | 'surplus'>): number => goods + fee + goodwill + surplus;

export interface Payout {
  readonly payee: Payee;
  readonly batch: Batch;
  readonly amount: number;
  readonly provider: Provider;
  state: 'RESERVED' | 'IN_FLIGHT' | 'PAID' | 'RETURNED';
  /** Whether the provider was asked to pay. */
  wasSent: boolean;
  /** The provider said the opposite of the end. */
  isContradicted: boolean;
  /** What people found out about that. */
  outcome?: Outcome;
}

/** The payee has the money, or not, or has it besides what they are owed. */
export type Outcome = 'PAID' | 'NOT_PAID' | 'LOST';

export interface Batch {
  payouts: readonly Payout[];
  isWaiting: boolean;
}

/** What somebody earned, or owes back when negative. */
export interface Earning {
  readonly payee: Payee;
  readonly amount: number;
  readonly part?: Part;
  /** The payout that settles it, or settled it. */
  payout?: Payout;
}

export interface Adjustment {
  readonly id: string;
  readonly payee: Payee;
  /** Negative takes from the payee. */
  readonly change: number;
  readonly against: 'GOODWILL' | 'WRITEOFF' | 'COMMISSION' | 'DELIVERY_MARGIN';
}

export interface Statement {
  readonly id: string;
  readonly kind: 'FEE' | 'SENT' | 'ARRIVED' | 'UNALLOCATED' | 'ALLOCATED' | 'WRITE_OFF';
  readonly direction: 'IN' | 'OUT';
  readonly provider: Provider;
  readonly amount: number;
}
