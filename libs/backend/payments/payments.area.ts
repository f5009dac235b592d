import type { DomainParts } from '@pakashop/platform';

export const payments: DomainParts = {};
