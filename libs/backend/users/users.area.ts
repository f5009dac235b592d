import type { DomainParts } from '@pakashop/platform';

export const users: DomainParts = {};
