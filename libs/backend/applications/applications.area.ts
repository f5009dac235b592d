import type { DomainParts } from '@pakashop/platform';
import { Approval } from './applications.approval.js';
import { ChecklistController } from './applications.checklist.controller.js';
import { Checklists } from './applications.checklist.js';
import { ApplicationsConfig } from './applications.config.js';
import { ApplicationsController } from './applications.controller.js';
import { ApplicationNotices } from './applications.notices.js';
import { ApplicationNumbers, SEALED_NUMBERS } from './applications.numbers.js';
import { PhasesController } from './applications.phases.controller.js';
import { Phases } from './applications.phases.js';
import { ReviewQueue } from './applications.queue.js';
import { ReviewController } from './applications.review.controller.js';
import { Reviews } from './applications.reviews.js';
import { Applications } from './applications.service.js';
import { Subjects } from './applications.subjects.js';
import { Terms } from './applications.terms.js';

/** How people become sellers, service providers, delivery agents and courier companies. */
export const applications: DomainParts = {
  config: [ApplicationsConfig],
  sealed: [SEALED_NUMBERS],
  providers: [
    Applications,
    Phases,
    ApplicationNumbers,
    ApplicationNotices,
    Terms,
    Checklists,
    ReviewQueue,
    Reviews,
    Approval,
    Subjects,
  ],
  api: [ApplicationsController, PhasesController, ReviewController, ChecklistController],
};
