import { Injectable } from '@nestjs/common';
import { OnJob, type Work } from '@pakashop/platform';
import { Erasures } from './privacy.erasures.js';
import { ExportFiles } from './privacy.export-files.js';
import { Exports } from './privacy.exports.js';
import { Erase, type ErasureRef, type ExportRef, ForgetExport, MakeExport } from './privacy.jobs.js';

@Injectable()
export class PrivacyProcessor {
  constructor(
    private readonly exports: Exports,
    private readonly files: ExportFiles,
    private readonly erasures: Erasures,
  ) {}

  @OnJob(MakeExport)
  make({ payload: { exportId } }: Work<ExportRef>): Promise<void> {
    return this.exports.make(exportId);
  }

  @OnJob(ForgetExport)
  forget({ payload: { exportId } }: Work<ExportRef>): Promise<void> {
    return this.files.forget(exportId);
  }

  @OnJob(Erase)
  erase(work: Work<ErasureRef>): Promise<void> {
    return this.erasures.carryOut(work);
  }
}
