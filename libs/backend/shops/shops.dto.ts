import { Omittable, PageQuery } from '@pakashop/platform';
import { PROVINCES, type Province } from '@pakashop/pricing';
import { IsIn, IsISO8601, IsLatitude, IsLongitude, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { SHOP_CLASSES, type ShopClass } from '../delivery/delivery.events.js';
import { OWN_STATES, type OwnShopState, SHOP_STATES, type ShopKind, type ShopState } from './shops.rules.js';

/** What is left out stays as it is. The slug stays whatever the name becomes, so that links keep working. */
export class ChangeShop {
  @Omittable() @IsString() @MinLength(2) @MaxLength(80) name?: string;
  @Omittable() @IsString() @MaxLength(2000) description?: string;
  @Omittable() @IsIn(PROVINCES) province?: Province;
  @Omittable() @IsString() @MinLength(2) @MaxLength(80) town?: string;
  @Omittable() @IsLatitude() latitude?: number;
  @Omittable() @IsLongitude() longitude?: number;
  /** Of POST /media/uploads, for a shop_logo that is CLEAN. */
  @Omittable() @IsUUID() logoUploadId?: string;
  /** PAUSED hides the shop and its products until it is ACTIVE again. */
  @Omittable() @IsIn(OWN_STATES) status?: OwnShopState;
}

/** When a shop takes no orders; it opens again by itself. */
export class PlanClosure {
  /** From when; now when absent. */
  @Omittable() @IsISO8601({ strict: true, strictSeparator: true }) from?: string;
  @IsISO8601({ strict: true, strictSeparator: true }) until: string;
  /** What buyers read meanwhile. */
  @Omittable() @IsString() @MaxLength(280) message: string = '';
}

/** Nothing of the shop can be ordered from `from` until just before `until`. */
export class ShopClosure {
  from: string;
  until: string;
  message: string;
}

/** A shop as everybody sees it. */
export class ShopView {
  id: string;
  slug: string;
  name: string;
  description: string;
  /** Null for a shop without a logo. */
  logoUrl: string | null;
  kind: ShopKind;
  province: Province;
  town: string;
  /** The closure that lasts or is ahead. */
  closure: ShopClosure | null;
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
  /** How far it is trusted with its money: how long that is held, and when it is paid out. */
  class: ShopClass;
  latitude: number | null;
  longitude: number | null;
}

export class OwnShopList {
  data: OwnShop[];
  nextCursor: string | null;
}

export class StaffShopsQuery extends PageQuery {
  @Omittable() @IsIn(SHOP_STATES) status?: ShopState;
}

export class ClassifyShop {
  @IsIn(SHOP_CLASSES) class: ShopClass;
  /** Kept in the audit, and told to nobody outside. */
  @IsString() @MinLength(3) @MaxLength(1000) reason: string;
}

export class SuspensionReason {
  /** Kept in the audit, and told to nobody outside. */
  @IsString() @MinLength(3) @MaxLength(1000) reason: string;
}
