/** `provider.KIND=150bps`, `=850` in ngwee, or both with `+` between them. */
export const FEE_TERMS =
  /^[a-z]+\.(DEPOSIT|REFUND|PAYOUT)=(\d+bps|\d+)(\+\d+)?(,[a-z]+\.(DEPOSIT|REFUND|PAYOUT)=(\d+bps|\d+)(\+\d+)?)*$/;

/** What a contract says a kind of movement costs. */
export interface FeeTerm {
  readonly provider: string;
  readonly kind: string;
  /** Hundredths of a percent of the amount. */
  readonly basisPoints: number;
  /** Ngwee on top. */
  readonly flat: number;
}

/** Statements round where contracts do not say how: one ngwee more or less is no difference. */
export const FEE_TOLERANCE = 1;

/** Reads the terms of the configuration. */
export function feeTerms(text: string | undefined): FeeTerm[] {
  return (text ?? '')
    .split(',')
    .filter(Boolean)
    .map((term) => {
      const [name = '', price = ''] = term.split('=');
      const [provider = '', kind = ''] = name.split('.');
      const parts = price.split('+');
      const rate = parts.find((part) => part.endsWith('bps'));
      const flat = parts.find((part) => !part.endsWith('bps'));
      return { provider, kind, basisPoints: Number(rate?.slice(0, -3) ?? 0), flat: Number(flat ?? 0) };
    });
}
