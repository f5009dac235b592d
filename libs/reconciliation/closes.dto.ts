import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { IsInt, IsISO4217CurrencyCode, Matches, Max, Min } from 'class-validator';
import { IsDay } from './reconciliation.days.js';

/** One day of one wallet. */
export class WalletDay {
  @Matches(/^(pawapay|flutterwave)$/) provider: string;
  @IsISO4217CurrencyCode() currency: string;
  /** A day of UTC, `2026-11-23`. */
  @IsDay() day: string;
}

export class CloseQuery extends PageQuery {
  @Omittable() @Matches(/^(pawapay|flutterwave)$/) provider?: string;
}

export class StateBalance {
  /** What the provider says was in the wallet when the day ended, ngwee. */
  @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) amount: number;
}

/** What the statement says of one kind of line. */
export class CloseKind {
  kind: string;
  lines: number;
  /** Ngwee; negative when it left the wallet. */
  net: number;
}

/** How a day adds up. Amounts in ngwee; they can be negative. */
export class CloseFigures {
  opening: number;
  /** What the statement moved, by kind, fees apart. */
  movements: CloseKind[];
  /** opening + movements. */
  closing: number;
  /** What the provider says is in the wallet; null when nobody has said it. */
  statedClosing: number | null;
  /** What the books say. */
  ledgerClosing: number;
  /** Money that the statement has in this day and the books in the next, less the other way round. */
  timing: number;
  /** What the books moved in the day and what we know that they should have. */
  ledgerMoved: number;
  knownMoved: number;
}

export class Obstacle {
  /** `previous_open`, `statement_missing`, `balance_missing`, `balance_drift`, `ledger_differs`, `break_open`. */
  reason: string;
  detail: string;
  /** The break, where it is one. */
  breakId: string | null;
}

/** Whether a day can be closed. */
export class DayCheck {
  provider: string;
  day: string;
  figures: CloseFigures;
  /** Empty when it can be closed. */
  obstacles: Obstacle[];
}

export class CloseView {
  id: string;
  provider: string;
  day: string;
  opening: Money;
  closing: Money;
  figures: CloseFigures;
  /** SHA-256 of the figures and of the hash of the day before, hex. */
  hash: string;
  signedBy: string;
  signedAt: string;
  reopenedBy: string | null;
  reopenedAt: string | null;
  reopenReason: string | null;
}

export class CloseList {
  data: CloseView[];
  nextCursor: string | null;
}

export class WalletBalanceView {
  provider: string;
  day: string;
  amount: Money;
  /** PERSON or API. */
  source: string;
}
