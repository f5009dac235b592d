import type { OperatorStatus, PawapaySettings } from '../core/settings.js';

/** A mobile-money operator of Zambia as pawaPay names it. */
export interface Operator {
  code: string;
  name: string;
  /** The two digits after 260 that its numbers begin with. */
  prefixes: readonly string[];
}

/** All operators the account works with. */
export const operators: readonly Operator[] = [
  { code: 'MTN_MOMO_ZMB', name: 'MTN', prefixes: ['96', '76', '56'] },
  { code: 'AIRTEL_OAPI_ZMB', name: 'Airtel', prefixes: ['97', '77', '57'] },
  { code: 'ZAMTEL_ZMB', name: 'Zamtel', prefixes: ['95', '75', '55'] },
];

/** Whether the account works with an operator. */
export const isOperator = (code: string): boolean => operators.some((operator) => operator.code === code);

/** The operator a Zambian number belongs to; undefined when no operator has such numbers. */
export function operatorOf(phone: string, ported: Record<string, string> = {}): string | undefined {
  if (!/^260\d{9}$/.test(phone)) return undefined;
  return ported[phone] ?? operators.find(({ prefixes }) => prefixes.includes(phone.slice(3, 5)))?.code;
}

/** Whether an operator works for an operation at the moment. */
export function statusOf(settings: PawapaySettings, provider: string, operation: string): OperatorStatus {
  const status = settings.operators[provider];
  return (typeof status === 'string' ? status : status?.[operation]) ?? 'OPERATIONAL';
}
