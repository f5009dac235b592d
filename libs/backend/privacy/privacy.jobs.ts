import { job } from '@pakashop/platform';
import { IsUUID } from 'class-validator';

export class ExportRef {
  @IsUUID() exportId: string;
}

export class ErasureRef {
  @IsUUID() erasureId: string;
}

/** Gathers everything that is held about a person. */
export const MakeExport = job('privacy.export', ExportRef, { leaseSeconds: 60 });
/** Destroys a copy whose time is over. */
export const ForgetExport = job('privacy.export.forget', ExportRef);
/** Erases a person whose time to change their mind is over. */
export const Erase = job('privacy.erase', ErasureRef, { leaseSeconds: 60 });
