import { problem } from '@pakashop/platform';

export const cartProblems = {
  notForSale: problem('cart.not_for_sale', 404, 'This is not for sale'),
  notInCart: problem('cart.not_in_cart', 404, 'This is not in the cart'),
  tooMany: problem('cart.too_many', 409, 'That is more than a cart can hold'),
};
