import type { DomainParts } from '@pakashop/platform';

export const products: DomainParts = {};
