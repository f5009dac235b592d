import type { DomainParts } from '@pakashop/platform';

export const cart: DomainParts = {};
