import type { Step, Transaction } from './flutterwave.types.js';

/** A published test card and what becomes of a payment with it. */
interface TestCard {
  label: string;
  number: string;
  expiry: readonly string[];
  cvv: string;
  auth: 'pin' | '3ds' | 'avs';
  /** What the bank says when it declines; undefined when it pays. */
  decline?: string;
}

/** All published test cards. */
export const testCards: readonly TestCard[] = [
  { label: 'Pays, with PIN', number: '5531886652142950', expiry: ['09/32'], cvv: '564', auth: 'pin' },
  { label: 'Pays, with 3-D Secure', number: '5438898014560229', expiry: ['10/31'], cvv: '564', auth: '3ds' },
  { label: 'Pays, with 3-D Secure', number: '4187427415564246', expiry: ['09/32'], cvv: '828', auth: '3ds' },
  { label: 'Pays, with address check', number: '4556052704172643', expiry: ['09/32'], cvv: '899', auth: 'avs' },
  {
    label: 'Declined',
    number: '5143010522339965',
    expiry: ['08/32', '08/31'],
    cvv: '276',
    auth: 'avs',
    decline: 'Do not honour',
  },
  { label: 'Fraud', number: '5590131743294314', expiry: ['11/32'], cvv: '887', auth: 'pin', decline: 'Fraudulent' },
  {
    label: 'Too little money',
    number: '5258585922666506',
    expiry: ['09/31'],
    cvv: '883',
    auth: 'pin',
    decline: 'Insufficient funds',
  },
  {
    label: 'Wrong PIN',
    number: '5399834697894723',
    expiry: ['09/31'],
    cvv: '883',
    auth: 'pin',
    decline: 'Incorrect PIN',
  },
];

/** The PIN of every test card. */
export const PIN = '3310';
/** An OTP that lets a card through. */
export const OTP = '12345';
/** The OTP that lets mobile money through. */
export const MOBILE_OTP = '123456';

/** The end of an attempt: paid, or the reason why not. */
export interface Ending {
  paid: boolean;
  reason: string;
}

/** The good end. */
export const paid: Ending = { paid: true, reason: 'Approved' };
/** A bad end. */
export const declined = (reason: string): Ending => ({ paid: false, reason });

/** The scheme a card number belongs to. */
export const brandOf = (number: string): string => (number.startsWith('4') ? 'VISA' : 'MASTERCARD');

/** The test card with this number. */
export const cardOf = (number: string | undefined): TestCard | undefined =>
  testCards.find((card) => card.number === number);

/** What a card that was entered leads to: a step of the customer, or a refusal on the spot. */
export function enterCard(number: string, expiry: string, cvv: string): Step | Ending {
  const card = cardOf(number);
  if (!card) return declined('Card is not one of the test cards');
  if (!card.expiry.includes(expiry)) return declined('Wrong expiry date');
  return card.cvv === cvv ? card.auth : declined('Wrong security code');
}

/** What the customer's answer to a step leads to. */
export function takeStep(transaction: Transaction, value: string): Step | Ending {
  if (transaction.paymentType === 'mobilemoneyzm') return mobileEnding(transaction.phone ?? '', value);
  const card = cardOf(transaction.card);
  const ending = card?.decline ? declined(card.decline) : paid;
  if (transaction.step === 'pin')
    return value === PIN && card?.decline !== 'Incorrect PIN' ? 'otp' : declined('Incorrect PIN');
  if (transaction.step === 'avs') return ending;
  if (value === '5548') return declined('Wrong OTP');
  return value === '6648' ? declined('Insufficient funds') : ending;
}

const failing = ['121212121', '010101011'];

function mobileEnding(phone: string, otp: string): Ending {
  if (failing.includes(phone.slice(-9))) return declined('Transaction declined by the operator');
  return otp === MOBILE_OTP ? paid : declined('Wrong OTP');
}
