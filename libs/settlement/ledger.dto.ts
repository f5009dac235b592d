import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { Matches } from 'class-validator';
import type { AccountClass, Side } from './ledger.accounts.js';
import type { PostingKind } from './ledger.postings.js';

export class AccountRef {
  /** `provider:pawapay:ZMW`, `held:<shop order>`. */
  @Matches(/^[\w:.-]{1,100}$/) code: string;
}

export class AccountQuery extends PageQuery {
  /** Only accounts whose code begins so: `held:`, `provider:`. */
  @Omittable() @Matches(/^[\w:.-]{0,100}$/) prefix?: string;
}

/** One account, or all accounts of a kind together. */
export class TrialBalanceLine {
  /** Code of the account; for accounts that belong to one object each only what they share: `held`. */
  account: string;
  class: AccountClass;
  /** The side on which the balance grows. */
  normalSide: Side;
  /** How many accounts the line sums. */
  accounts: number;
  debits: Money;
  credits: Money;
  balance: Money;
}

export class TrialBalanceTotal {
  debits: Money;
  credits: Money;
  /** Debits equal credits, as they must at every instant. */
  isBalanced: boolean;
}

/** All balances at one instant. */
export class TrialBalance {
  /** The instant, ISO 8601. */
  at: string;
  lines: TrialBalanceLine[];
  /** One per currency. */
  totals: TrialBalanceTotal[];
}

export class AccountView {
  code: string;
  class: AccountClass;
  /** The side on which the balance grows. */
  normalSide: Side;
  debits: Money;
  credits: Money;
  balance: Money;
}

export class AccountList {
  data: AccountView[];
  nextCursor: string | null;
}

/** One entry of an account with the transaction it belongs to. */
export class StatementLine {
  entryId: number;
  transactionId: string;
  /** The cause, posted once: `capture:<payment>`. */
  key: string;
  kind: PostingKind;
  /** Ids that lead back to the cause. */
  reference: Record<string, string>;
  direction: Side;
  amount: Money;
  /** Balance of the account after this entry. */
  balance: Money;
  /** When the cause happened, ISO 8601. */
  occurredAt: string;
  /** When it was written down, ISO 8601. */
  postedAt: string;
}

/** The entries of an account, newest first. */
export class Statement {
  data: StatementLine[];
  nextCursor: string | null;
}

export class ViolationView {
  /** The transaction, currency, account or shop order that is wrong. */
  subject: string;
  detail: string;
}

/** One thing that must always be true of the books, and where it is not. */
export class LedgerCheck {
  id: string;
  rule: string;
  /** Empty when the rule holds; the first 100 otherwise. */
  violations: ViolationView[];
}

export class LedgerChecks {
  /** Every rule holds. */
  isSound: boolean;
  checks: LedgerCheck[];
}
