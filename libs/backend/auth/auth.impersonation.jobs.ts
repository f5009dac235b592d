import { job } from '@pakashop/platform';
import { IsUUID } from 'class-validator';

export class EndedImpersonation {
  @IsUUID() impersonationId: string;
}

/** Notes that an impersonation ended by time. */
export const CloseImpersonation = job('auth.impersonation.close', EndedImpersonation);
