import { ChainExport, type DomainParts } from '@pakashop/platform';
import { AuditController } from './audit.controller.js';
import { AuditTrail } from './audit.service.js';

/** Reading and exporting the audit, which every domain writes through the platform. */
export const audit: DomainParts = { providers: [AuditTrail, ChainExport], api: [AuditController] };
