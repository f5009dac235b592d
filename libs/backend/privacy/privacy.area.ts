import type { DomainParts } from '@pakashop/platform';
import { PrivacyConfig } from './privacy.config.js';
import { Consents } from './privacy.consents.js';
import { PrivacyController } from './privacy.controller.js';
import { Erasures } from './privacy.erasures.js';
import { ExportFiles } from './privacy.export-files.js';
import { Exports, SEALED_EXPORTS } from './privacy.exports.js';
import { Gathering } from './privacy.gathering.js';
import { PrivacyNotices } from './privacy.notices.js';
import { PrivacyProcessor } from './privacy.processor.js';
import { StaffPrivacyController } from './privacy.staff.controller.js';
import { PrivacyStaff } from './privacy.staff.js';

/** What people agree to, the copies of their data, and the end of their accounts. */
export const privacy: DomainParts = {
  config: [PrivacyConfig],
  sealed: [SEALED_EXPORTS],
  providers: [Consents, Gathering, Exports, ExportFiles, Erasures, PrivacyNotices, PrivacyStaff],
  api: [PrivacyController, StaffPrivacyController],
  worker: [PrivacyProcessor],
};
