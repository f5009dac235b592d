import { Inject, Injectable } from '@nestjs/common';
import { PlatformConfig } from '@pakashop/platform';
import { MediaConfig } from './media.config.js';
import type { PurposeRule } from './media.purposes.js';
import { Scanner } from './media.scanner.js';

/**
 * What follows from a scan. A scanner that is away is waited for. Where there is none, pictures go on, since they are
 * encoded anew; documents do so outside production only, unless the operator says otherwise.
 */
@Injectable()
export class Scans {
  private readonly mayGoUnscanned: boolean;

  constructor(
    private readonly scanner: Scanner,
    @Inject(MediaConfig) { MEDIA_UNSCANNED_DOCUMENTS }: MediaConfig,
    @Inject(PlatformConfig) { NODE_ENV }: PlatformConfig,
  ) {
    this.mayGoUnscanned = MEDIA_UNSCANNED_DOCUMENTS || NODE_ENV !== 'production';
  }

  async of(file: Buffer, { kind }: PurposeRule): Promise<'clean' | 'infected' | 'later'> {
    const scan = await this.scanner.scan(file);
    if (scan === 'absent') return kind === 'picture' || this.mayGoUnscanned ? 'clean' : 'later';
    return scan === 'away' ? 'later' : scan;
  }
}
