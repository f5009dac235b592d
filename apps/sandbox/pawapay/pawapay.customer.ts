import type { Finish } from './pawapay.types.js';

/** What a customer can do with a PIN prompt. */
export const customerAnswers = ['approve', 'wrongPin', 'insufficientFunds', 'ignore'] as const;
/** One of these answers. */
export type CustomerAnswer = (typeof customerAnswers)[number];

/** How an answer ends the payment; `ignore` ends nothing. */
export const endings: Record<Exclude<CustomerAnswer, 'ignore'>, Omit<Finish, 'how' | 'ms'>> = {
  approve: {},
  wrongPin: { failureCode: 'PAYMENT_NOT_APPROVED', failureMessage: 'The customer entered a wrong PIN' },
  insufficientFunds: { failureCode: 'INSUFFICIENT_BALANCE' },
};
