import { Money } from '@pakashop/platform';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsUUID } from 'class-validator';
import type { ShopOrderState } from './orders.rules.js';

/** An order that was placed without signing in, with a contact that is the person's. */
export class ClaimableOrder {
  id: string;
  number: string;
  placedAt: string;
  status: ShopOrderState;
  total: Money;
}

export class ClaimableList {
  data: ClaimableOrder[];
  nextCursor: string | null;
}

export class ClaimOrders {
  /** Orders of `GET /me/orders/claimable`. */
  @IsUUID(undefined, { each: true }) @ArrayMinSize(1) @ArrayMaxSize(100) @ArrayUnique() orderIds: string[];
}
