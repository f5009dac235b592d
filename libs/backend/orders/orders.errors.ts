import { problem } from '@pakashop/platform';

export const ordersProblems = {
  notFound: problem('ORDER_001', 404, 'No such order'),
  phoneInvalid: problem('VAL_002', 400, 'The phone number is not valid'),
  nothingToOrder: problem('orders.cart_empty', 409, 'The cart is empty'),
  cartChanged: problem('orders.cart_changed', 409, 'The cart was changed or ordered meanwhile'),
  tooLarge: problem('orders.too_large', 422, 'The order is too large'),
  notOrderable: problem('orders.not_orderable', 409, 'Something in the order is not for sale'),
  currencyMixed: problem('orders.currency_mixed', 422, 'The order mixes currencies'),
  priceChanged: problem('orders.price_changed', 409, 'The total is not the expected one'),
  tooManyUnpaid: problem('orders.too_many_unpaid', 409, 'Too many orders wait for payment'),
  wrongState: problem('orders.wrong_state', 409, 'The order is not at this step'),
};
