import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { ordersProblems as problems } from './orders.errors.js';

/**
 * A phone number as people write it, in E.164. Without a country code it is read as Zambian.
 *
 * @throws Problem VAL_002 naming the field
 */
export function toE164(phone: string, path: string): string {
  const number = parsePhoneNumberFromString(phone, 'ZM');
  if (number?.isValid()) return number.number;
  throw problems.phoneInvalid('Give a number like 0961234567 or +260961234567.', {
    errors: [{ path, message: `${path} is not a phone number` }],
  });
}
