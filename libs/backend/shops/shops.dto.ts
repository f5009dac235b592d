import { PROVINCES } from '@pakashop/pricing';
import { IsIn, IsLatitude, IsLongitude, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';

export class ShopId {
  @IsUUID() id: string;
}

export class CreateShop {
  @IsString() @MinLength(2) @MaxLength(80) name: string;
  @IsOptional() @IsString() @MaxLength(2000) description: string = '';
  /** Where orders are picked up. */
  @IsIn(PROVINCES) province: string;
  @IsString() @MinLength(2) @MaxLength(80) town: string;
  @IsOptional() @IsLatitude() latitude?: number;
  @IsOptional() @IsLongitude() longitude?: number;
}

/** What is left out stays as it is. The slug stays whatever the name becomes, so that links keep working. */
export class ChangeShop {
  @IsOptional() @IsString() @MinLength(2) @MaxLength(80) name?: string;
  @IsOptional() @IsString() @MaxLength(2000) description?: string;
  @IsOptional() @IsIn(PROVINCES) province?: string;
  @IsOptional() @IsString() @MinLength(2) @MaxLength(80) town?: string;
  @IsOptional() @IsLatitude() latitude?: number;
  @IsOptional() @IsLongitude() longitude?: number;
  /** PAUSED hides the shop and its products; only staff suspend a shop and lift it. */
  @IsOptional() @IsIn(['ACTIVE', 'PAUSED', 'SUSPENDED']) status?: 'ACTIVE' | 'PAUSED' | 'SUSPENDED';
}

/** A shop as everybody sees it. */
export class ShopView {
  id: string;
  slug: string;
  name: string;
  description: string;
  province: string;
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
  /** ACTIVE, PAUSED or SUSPENDED. */
  status: string;
  latitude: number | null;
  longitude: number | null;
}

export class OwnShopList {
  data: OwnShop[];
  nextCursor: string | null;
}
