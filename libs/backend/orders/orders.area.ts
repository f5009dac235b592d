import type { DomainParts } from '@pakashop/platform';

export const orders: DomainParts = {};
