import type { DomainParts } from '@pakashop/platform';
import { CartCache } from './cart.cache.js';
import { CartController } from './cart.controller.js';
import { Carts } from './cart.service.js';

/** What people and guests mean to buy. */
export const cart: DomainParts = {
  providers: [CartCache, Carts],
  api: [CartController],
};
