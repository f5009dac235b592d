import { Env } from '@pakashop/platform';
import { IsInt, Max, Min } from 'class-validator';

export class PrivacyConfig {
  /** Days in which somebody who wants to be erased can change their mind. */
  @Env() @IsInt() @Min(0) @Max(90) ERASURE_GRACE_DAYS: number = 14;
  /** Days after which a copy of somebody's data is destroyed. */
  @Env() @IsInt() @Min(1) @Max(30) EXPORT_KEPT_DAYS: number = 7;
}
