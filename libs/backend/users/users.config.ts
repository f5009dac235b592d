import { Env } from '@pakashop/platform';
import { IsUrl } from 'class-validator';

export class UsersConfig {
  /** The shop's own pages; links in messages send people there. */
  @Env() @IsUrl({ require_tld: false, require_protocol: true }) STOREFRONT_URL: string = 'http://localhost:3000';
}
