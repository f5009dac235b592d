import type { DomainParts } from '@pakashop/platform';

export const shops: DomainParts = {};
