import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsInt,
  IsISO8601,
  IsLatitude,
  IsLongitude,
  IsObject,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { Line } from '../applications/applications.fields.js';
import type { EvidenceFlag } from './delivery.evidence.rules.js';
import { isDrawing } from './delivery.signature.rules.js';

export class DrawnSignature {
  /** Who signed, as they said. */
  @Line(2, 120) name: string;
  /**
   * What was drawn: up to 60 strokes, each the coordinates of its points, `[x, y, x, y, …]`; 8,000 numbers in all, between
   * -10,000 and 10,000.
   */
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'number' } } })
  @ValidateBy({
    name: 'isDrawing',
    validator: { validate: isDrawing, defaultMessage: () => '$property must be 1 to 60 strokes of pairs of numbers' },
  })
  strokes: number[][];
}

export class HandOverPosition {
  @IsLatitude() latitude: number;
  @IsLongitude() longitude: number;
  /** How exact it is. */
  @IsInt() @Min(0) @Max(100_000) accuracyM: number;
}

export class ConfirmingDevice {
  /** Made by the app when it was installed. */
  @Matches(/^[\w-]{8,64}$/) id: string;
  /** When the goods were handed over, by the device's clock; earlier than now when the device was offline. */
  @IsISO8601({ strict: true, strictSeparator: true }) at: string;
  /** Counts the confirmations that the device has made. */
  @IsInt() @Min(1) @Max(2_147_483_647) sequence: number;
}

export class ConfirmDelivery {
  @IsUUID() shopOrderId: string;
  /** What the customer was sent, and nobody else knows. */
  @Matches(/^\d{6}$/, { message: 'pin must be six digits' }) pin: string;
  @IsObject() @ValidateNested() @Type(() => DrawnSignature) signature: DrawnSignature;
  @IsObject() @ValidateNested() @Type(() => HandOverPosition) position: HandOverPosition;
  @IsObject() @ValidateNested() @Type(() => ConfirmingDevice) device: ConfirmingDevice;
}

/** That the delivery is made; the same whenever it is asked for again. */
export class DeliveryReceipt {
  deliveryId: string;
  shopOrderId: string;
  /** By the server's clock. */
  deliveredAt: string;
  /** By the device's clock. */
  handedOverAt: string;
  /** What the proof says that somebody should look at: FAR from the destination, OFFLINE for a while. */
  flags: EvidenceFlag[];
  /** SHA-256 of what was signed, in hex. */
  contentDigest: string;
}
