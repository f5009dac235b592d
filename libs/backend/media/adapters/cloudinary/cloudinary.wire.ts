import { plainToInstance } from 'class-transformer';
import { IsInt, IsOptional, IsString, MaxLength, Min, validateSync } from 'class-validator';

/** An asset as uploads, the Admin API and notifications tell it: the part that we read. Fields may be added to it. */
export class Asset {
  @IsString() @MaxLength(64) asset_id: string;
  @IsString() @MaxLength(255) public_id: string;
  @IsInt() @Min(1) version: number;
  @IsString() @MaxLength(16) resource_type: string;
  @IsString() @MaxLength(32) type: string;
  @IsInt() @Min(1) bytes: number;
  @IsOptional() @IsInt() width?: number;
  @IsOptional() @IsInt() height?: number;
  @IsOptional() @IsString() @MaxLength(16) format?: string;
}

class Notification extends Asset {
  @IsString() @MaxLength(32) notification_type: string;
}

/** Reads JSON as one of these; undefined when it is something else. */
function read<T extends object>(type: new () => T, plain: unknown): T | undefined {
  if (typeof plain !== 'object' || plain === null) return undefined;
  const instance = plainToInstance(type, plain, { exposeDefaultValues: true });
  return validateSync(instance, { forbidUnknownValues: false }).length === 0 ? instance : undefined;
}

export const readAsset = (plain: unknown): Asset | undefined => read(Asset, plain);

/** The asset that a notification is about; undefined when it is not about an upload. */
export function readUploadNotification(raw: Buffer): Asset | undefined {
  try {
    const notification = read(Notification, JSON.parse(raw.toString()));
    return notification?.notification_type === 'upload' ? notification : undefined;
  } catch {
    return undefined;
  }
}
