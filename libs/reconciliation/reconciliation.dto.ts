import { Money } from '@pakashop/platform';
import type { Category } from './breaks.rules.js';

export class WalletMetrics {
  provider: string;
  /** Lines of the last 30 days that should have a counterpart. */
  lines: number;
  /** Hundredths of a percent of them that were matched without a person. */
  autoMatchedBasisPoints: number;
  /** Value of everything that is open. */
  unreconciled: Money;
  /** The last day that is closed. */
  closedUpTo: string | null;
}

export class OpenBreaks {
  category: Category;
  open: number;
  /** Of these, opened within a day. */
  underADay: number;
  /** One to seven days ago. */
  underAWeek: number;
  /** Longer ago. */
  older: number;
}

export class MetricsView {
  wallets: WalletMetrics[];
  breaks: OpenBreaks[];
}
