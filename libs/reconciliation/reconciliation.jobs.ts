import { job } from '@pakashop/platform';
import { IsIn, IsISO8601, IsString, IsUUID } from 'class-validator';

export class StatementRef {
  @IsUUID() statementId: string;
}

export class WalletRef {
  @IsString() provider: string;
  @IsString() currency: string;
}

export class DayRef {
  @IsIn(['pawapay', 'flutterwave']) provider: 'pawapay' | 'flutterwave';
  /** The first moment of the day. */
  @IsISO8601() day: string;
}

/** Reads a stored file, some seconds at a time. */
export const ImportStatement = job('reconciliation.import', StatementRef, { leaseSeconds: 60 });
/** Matches a statement that has been read. One statement of a million lines takes most of a minute. */
export const MatchStatement = job('reconciliation.match', StatementRef, { leaseSeconds: 600 });
/** Looks again for what is missing. */
export const RematchWallet = job('reconciliation.rematch', WalletRef, { leaseSeconds: 300 });
/** Fetches a provider's statement of one day. */
export const FetchStatement = job('reconciliation.fetch', DayRef, { leaseSeconds: 300 });
