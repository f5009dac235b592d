/** A phone number with its network and last two digits: `+26097*****56`. */
export function maskPhone(phone: string): string {
  const shown = phone.length > 10 ? 6 : 0;
  return `${phone.slice(0, shown)}${'*'.repeat(Math.max(0, phone.length - shown - 2))}${phone.slice(-2)}`;
}

/** An e-mail address with its first character and its domain: `m*****@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '*****' : `${email[0]}*****${email.slice(at)}`;
}

/** A number of a document with its last three characters; nothing of a short one. */
export const maskId = (id: string): string =>
  id.length < 8 ? '*'.repeat(id.length) : `${'*'.repeat(id.length - 3)}${id.slice(-3)}`;
