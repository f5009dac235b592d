/** Somebody with an account at the identity provider. */
export interface Person {
  sub: string;
  name: string;
  email?: string;
  email_verified?: boolean;
}

/** Those who can be chosen from the first minute on. */
export const people: readonly Person[] = [
  { sub: '100000000000000000001', name: 'Chipo Zulu', email: 'chipo.zulu@gmail.example', email_verified: true },
  { sub: '100000000000000000002', name: 'Chanda Mwansa', email: 'chanda@demo.pakashop.store', email_verified: true },
  { sub: '100000000000000000003', name: 'Mwape Lungu', email: 'mwape@firm.example', email_verified: false },
  { sub: '100000000000000000004', name: 'Nobody Known' },
];

/** What the ID token and the userinfo endpoint tell about a person. */
export function claimsOf({ sub, name, email, email_verified }: Person): Record<string, unknown> {
  return { sub, name, ...(email !== undefined && { email, email_verified: email_verified ?? false }) };
}
