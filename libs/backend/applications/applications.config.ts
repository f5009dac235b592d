import { Env } from '@pakashop/platform';
import { Matches } from 'class-validator';

export class ApplicationsConfig {
  /**
   * What a PACRA registration number looks like, as a regular expression over capital letters, digits, slash and hyphen.
   * The registrar's real format is not verified; see docs/applications.md.
   */
  @Env()
  @Matches(/^\^.{1,80}\$$/, { message: '$property must be a regular expression like ^\\d{6,14}$' })
  PACRA_PATTERN: string = '^[0-9A-Z][0-9A-Z/-]{3,19}$';
}
