import { isPawapayOperator, PAWAPAY_OPERATORS, type PawapayOperator } from '@pakashop/providers/pawapay';
import type { Operator } from '../../../applications/applications.dto.js';

/** What an application calls the operators, as pawaPay writes them. */
export const OPERATOR_CODES: Readonly<Record<Operator, PawapayOperator>> = {
  MTN_MONEY: 'MTN_MOMO_ZMB',
  AIRTEL_MONEY: 'AIRTEL_OAPI_ZMB',
  ZAMTEL_MONEY: 'ZAMTEL_ZMB',
};

export { isPawapayOperator, PAWAPAY_OPERATORS };
