import type { Operation } from './pawapay.types.js';

/** The wallet as the operations made it, in ngwee. `reserved` is on its way out and no longer in `balance`. */
export interface Wallet {
  currency: 'ZMW';
  opening: number;
  deposits: number;
  payouts: number;
  refunds: number;
  fees: number;
  reserved: number;
  balance: number;
}

/** Adds up the wallet. Deposits count when completed; payouts and refunds leave when accepted and return on failure. */
export function walletOf(operations: Iterable<Operation>, opening: number): Wallet {
  const wallet: Wallet = {
    currency: 'ZMW',
    opening,
    deposits: 0,
    payouts: 0,
    refunds: 0,
    fees: 0,
    reserved: 0,
    balance: 0,
  };
  for (const { kind, status, amount, fee } of operations) {
    if (status === 'COMPLETED') {
      wallet[`${kind}s`] += amount;
      wallet.fees += fee;
    } else if (kind !== 'deposit' && status !== 'FAILED') {
      wallet.reserved += amount;
    }
  }
  const { deposits, payouts, refunds, fees, reserved } = wallet;
  wallet.balance = opening + deposits - payouts - refunds - fees - reserved;
  return wallet;
}
