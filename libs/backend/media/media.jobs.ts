import { job } from '@pakashop/platform';
import { IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import { type StoreName, STORES } from './media.store.js';

export class UploadRef {
  @IsUUID() uploadId: string;
  /** The notification that ordered it. */
  @IsOptional() @IsUUID() inboxId?: string;
}

export class ObjectRef {
  @IsIn(STORES) store: StoreName;
  @IsString() objectKey: string;
}

/** Looks at an upload: has it come, is it what it should be? The lease outlasts a slow store and a slow scanner. */
export const CheckUpload = job('media.check', UploadRef, { leaseSeconds: 90 });
/** Destroys bytes that nothing points to any more. */
export const DestroyObject = job('media.destroy', ObjectRef, { leaseSeconds: 60 });
