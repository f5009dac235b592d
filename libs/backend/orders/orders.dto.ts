import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { PROVINCES, type Province } from '@pakashop/pricing';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsEmail,
  IsIn,
  IsInt,
  IsLatitude,
  IsLongitude,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { SHOP_ORDER_STATES, type ShopOrderState } from './orders.rules.js';

/** Something to read, on one line: PostgreSQL takes no NUL, and nobody wants to print the others. */
const IsLine = () => Matches(/^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u, { message: '$property must be text on one line' });

/** Half a character becomes a replacement character, which no address has: {@link IsEmail} breaks on it otherwise. */
const WellFormed = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toWellFormed() : value));

export class LineInput {
  @IsUUID() variantId: string;
  @IsInt() @Min(1) @Max(999) quantity: number;
  /** An accepted offer of the caller for this variant and quantity; it is used once. */
  @Omittable() @IsUUID() offerId?: string;
}

/** Where the goods go, as a rider finds it. */
export class DeliveryInput {
  @IsIn(PROVINCES) province: Province;
  @IsString() @MaxLength(80) @IsLine() town: string;
  /** What stands nearby: Zambian addresses go by landmarks. */
  @IsString() @MaxLength(200) @IsLine() landmark: string;
  @Omittable() @IsNumber() @IsLatitude() latitude?: number;
  @Omittable() @IsNumber() @IsLongitude() longitude?: number;
  /** Whom the rider calls. */
  @IsString() @MaxLength(32) phone: string;
}

/** Who is told about the order, signed in or not. */
export class ContactInput {
  @IsString() @MaxLength(120) @IsLine() name: string;
  @IsString() @MaxLength(32) phone: string;
  @Omittable() @WellFormed() @IsEmail() @MaxLength(254) email?: string;
}

/** A basket from the cart or from lines: give exactly one of the two. Prices are ours to compute. */
export class PreviewOrder {
  /** What is in the caller's cart; an order empties it. */
  @Omittable() @Equals(true) fromCart?: boolean;
  @Omittable()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => LineInput)
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  lines?: LineInput[];
  // ValidateNested alone lets a list, null and nothing at all pass.
  @IsObject() @ValidateNested() @Type(() => DeliveryInput) delivery: DeliveryInput;
}

/** An order of a basket. */
export class PlaceOrder extends PreviewOrder {
  @IsObject() @ValidateNested() @Type(() => ContactInput) contact: ContactInput;
  /** The total that the customer was shown; another one is refused instead of charged. */
  @Omittable() @IsObject() @ValidateNested() @Type(() => Money) expectedTotal?: Money;
}

export class ShopOrdersQuery extends PageQuery {
  /** Only shop orders in this state. */
  @Omittable() @IsIn(SHOP_ORDER_STATES) status?: ShopOrderState;
}
