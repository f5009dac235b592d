/** Zambian mobile numbers in the forms the providers want, and masked for logs. */

/** 260, then a mobile prefix of MTN (x6), Airtel (x7) or Zamtel (x5), then seven digits. */
const ZAMBIAN_MOBILE = /^260[579][567]\d{7}$/;

/** Phone-like runs in free text: with the country code, or local with a leading zero. */
const PHONES_IN_TEXT = /(?<![\w-])(?:\+?260\d{9}|0[579]\d{8})(?![\w-])/g;

/**
 * "+260 97-1234567" → "260971234567": digits only, country code first, no plus, no leading zero. Null if it is not a
 * number of the three operators (Zed Mobile, 098, exists, but no provider serves it).
 */
export function toMsisdn(phone: string): string | null {
  const digits = phone.replace(/^\+/, '').replace(/[\s-]/g, '');
  return ZAMBIAN_MOBILE.test(digits) ? digits : null;
}

/** "260971234567" → "+260971234567", the form we store. */
export function toE164(msisdn: string): string | null {
  const digits = toMsisdn(msisdn);
  return digits && `+${digits}`;
}

/** "+260971234556" → "+26097*****56". Anything too short to stay recognisable becomes stars. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 9) return '***';
  return `+${digits.slice(0, 5)}${'*'.repeat(digits.length - 7)}${digits.slice(-2)}`;
}

/** Masks every phone number in a text that goes to a log or to staff, and cuts it to a readable length. */
export function maskText(text: string): string {
  return text.replace(PHONES_IN_TEXT, maskPhone).slice(0, 300);
}
