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
  priceGone: problem('orders.price_gone', 409, 'A price that holds for so many pieces has been taken meanwhile'),
  tooManyUnpaid: problem('orders.too_many_unpaid', 409, 'Too many orders wait for payment'),
  wrongState: problem('orders.wrong_state', 409, 'The order is not at this step'),
  tooLate: problem('ORDER_002', 409, 'The order can no longer be cancelled'),
  notSoMany: problem('orders.not_so_many', 422, 'The shop order has fewer pieces'),
  notReturning: problem('orders.not_returning', 409, 'The goods are not on their way back'),
  notOnTheRoad: problem('orders.not_on_the_road', 409, 'No agent has the goods'),
  notAllThere: problem('orders.not_all_there', 422, 'Not every piece is accounted for'),
  notAssigned: problem('orders.not_assigned', 409, 'Nobody is there to take the goods'),
  own: problem('orders.own', 403, 'Nobody decides about what they bought or sold'),
  disputed: problem('orders.disputed', 409, 'A dispute about the goods stands'),
};
