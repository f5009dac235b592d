import { PROVINCES, type Province } from '@pakashop/pricing';
import { IsIn, IsLatitude, IsLongitude, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';

const SHOP_STATES = ['ACTIVE', 'PAUSED', 'SUSPENDED'] as const;
type ShopState = (typeof SHOP_STATES)[number];

export class CreateShop {
  @IsString() @MinLength(2) @MaxLength(80) name: string;
  @IsOptional() @IsString() @MaxLength(2000) description: string = '';
  /** Where orders are picked up. */
  @IsIn(PROVINCES) province: Province;
  @IsString() @MinLength(2) @MaxLength(80) town: string;
  @IsOptional() @IsLatitude() latitude?: number;
  @IsOptional() @IsLongitude() longitude?: number;
}

/** What is left out stays as it is. The slug stays whatever the name becomes, so that links keep working. */
export class ChangeShop {
  @IsOptional() @IsString() @MinLength(2) @MaxLength(80) name?: string;
  @IsOptional() @IsString() @MaxLength(2000) description?: string;
  @IsOptional() @IsIn(PROVINCES) province?: Province;
  @IsOptional() @IsString() @MinLength(2) @MaxLength(80) town?: string;
  @IsOptional() @IsLatitude() latitude?: number;
  @IsOptional() @IsLongitude() longitude?: number;
  /** PAUSED hides the shop and its products; only staff suspend a shop and lift it. */
  @IsOptional() @IsIn(SHOP_STATES) status?: ShopState;
}

/** A shop as everybody sees it. */
export class ShopView {
  id: string;
  slug: string;
  name: string;
  description: string;
  province: Province;
  town: string;
  createdAt: string;
}

export class ShopList {
  data: ShopView[];
  nextCursor: string | null;
}

/** A shop as those who run it see it. */
export class OwnShop extends ShopView {
  ownerId: string;
  status: ShopState;
  latitude: number | null;
  longitude: number | null;
}

export class OwnShopList {
  data: OwnShop[];
  nextCursor: string | null;
}
