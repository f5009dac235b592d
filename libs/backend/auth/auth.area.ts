import type { DomainParts } from '@pakashop/platform';

export const auth: DomainParts = {};
