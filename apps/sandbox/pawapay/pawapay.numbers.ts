import type { Kind } from './pawapay.types.js';

/** How a published test number ends: paid, failed with a code, or never. */
type Outcome = 'COMPLETED' | 'STUCK' | (string & {});

interface Numbers {
  provider: string;
  /** The number without its last three digits. */
  stem: string;
  deposit: Record<string, Outcome>;
  payout: Record<string, Outcome>;
}

const published: readonly Numbers[] = [
  {
    provider: 'MTN_MOMO_ZMB',
    stem: '260763456',
    deposit: {
      '789': 'COMPLETED',
      '019': 'PAYER_LIMIT_REACHED',
      '029': 'PAYER_NOT_FOUND',
      '039': 'PAYMENT_NOT_APPROVED',
      '069': 'UNSPECIFIED_FAILURE',
      '129': 'STUCK',
    },
    payout: { '789': 'COMPLETED', '079': 'RECIPIENT_NOT_FOUND', '119': 'UNSPECIFIED_FAILURE', '129': 'STUCK' },
  },
  {
    provider: 'AIRTEL_OAPI_ZMB',
    stem: '260973456',
    deposit: {
      '789': 'COMPLETED',
      '019': 'PAYER_LIMIT_REACHED',
      '039': 'PAYMENT_NOT_APPROVED',
      '049': 'INSUFFICIENT_BALANCE',
      '069': 'UNSPECIFIED_FAILURE',
      '129': 'STUCK',
    },
    payout: { '789': 'COMPLETED', '089': 'RECIPIENT_NOT_FOUND', '119': 'UNSPECIFIED_FAILURE', '129': 'STUCK' },
  },
  {
    provider: 'ZAMTEL_ZMB',
    stem: '260953456',
    deposit: { '700': 'COMPLETED', '704': 'INSUFFICIENT_BALANCE', '712': 'UNSPECIFIED_FAILURE', '789': 'STUCK' },
    payout: { '700': 'COMPLETED', '712': 'UNSPECIFIED_FAILURE', '789': 'STUCK' },
  },
];

/** What a published number does for a deposit or payout; undefined for all other numbers. */
export function publishedOutcome(kind: Kind, provider: string, phone: string): Outcome | undefined {
  if (kind === 'refund') return undefined;
  const numbers = published.find((one) => one.provider === provider && phone.startsWith(one.stem));
  return numbers?.[kind][phone.slice(-3)];
}

/** All published numbers, for the pages. */
export function publishedNumbers(): { provider: string; phone: string; deposit?: Outcome; payout?: Outcome }[] {
  return published.flatMap(({ provider, stem, deposit, payout }) => {
    const endings = [...new Set([...Object.keys(deposit), ...Object.keys(payout)])].toSorted();
    return endings.map((end) => ({ provider, phone: stem + end, deposit: deposit[end], payout: payout[end] }));
  });
}
