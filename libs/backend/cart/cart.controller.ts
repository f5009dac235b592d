import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Allow, Caller, ClosedTo, Idempotent, Metered, PathId, Throws } from '@pakashop/platform';
import { randomBytes } from 'node:crypto';
import { AddToCart, CartChanged, CartView, GuestToken, MergeCart, SetQuantity } from './cart.dto.js';
import { cartProblems } from './cart.errors.js';
import { Carts } from './cart.service.js';

@ApiTags('cart')
@Controller('cart')
export class CartController {
  constructor(private readonly carts: Carts) {}

  /** A new guest token, for a cart and orders without an account. */
  @Post('guest')
  @Allow('public')
  @Metered('auth')
  guest(): GuestToken {
    return { guestToken: randomBytes(32).toString('base64url') };
  }

  /** The caller's cart with the prices and the stock of this moment. */
  @Get()
  @Allow('guest')
  view(@Caller() actor: Actor): Promise<CartView> {
    return this.carts.view(actor);
  }

  /** Adds pieces of a variant to the cart. */
  @Post('items')
  @Allow('guest')
  @ClosedTo('staff')
  @Idempotent()
  @Throws(cartProblems.notForSale, cartProblems.tooMany)
  add(@Caller() actor: Actor, @Body() item: AddToCart): Promise<CartChanged> {
    return this.carts.add(actor, item);
  }

  /** Sets how many pieces of a variant are in the cart. */
  @Patch('items/:variantId')
  @Allow('guest')
  @ClosedTo('staff')
  @Throws(cartProblems.notInCart)
  setQuantity(
    @Caller() actor: Actor,
    @PathId('variantId') variantId: string,
    @Body() { quantity }: SetQuantity,
  ): Promise<CartChanged> {
    return this.carts.setQuantity(actor, variantId, quantity);
  }

  /** Takes a variant out of the cart. */
  @Delete('items/:variantId')
  @Allow('guest')
  @HttpCode(204)
  remove(@Caller() actor: Actor, @PathId('variantId') variantId: string): Promise<void> {
    return this.carts.remove(actor, variantId);
  }

  /** Empties the cart. */
  @Delete()
  @Allow('guest')
  @HttpCode(204)
  empty(@Caller() actor: Actor): Promise<void> {
    return this.carts.empty(actor);
  }

  /** Moves a guest's cart into the caller's, after signing in. Doing it again changes nothing. */
  @Post('merge')
  @HttpCode(200)
  @Allow('person')
  @ClosedTo('staff')
  @Metered('auth')
  @Idempotent()
  merge(@Caller() actor: Actor, @Body() { guestToken }: MergeCart): Promise<CartView> {
    return this.carts.merge(actor, guestToken);
  }
}
