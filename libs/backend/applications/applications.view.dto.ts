import type { Province } from '@pakashop/pricing';
import type { UploadState } from '../media/media.purposes.js';
import type { DocumentKind } from './applications.checklist.rules.js';
import type { LegalForm, Operator, TaxProfile, Vehicle } from './applications.dto.js';
import type { ApplicationState, Kind, Phase } from './applications.rules.js';

/** Numbers are masked wherever they are shown. */
export class AccountPhaseView {
  legalName: string;
  /** `123***` + `/**` + `/1` */
  nrc: string;
  phone: string;
}

export class BusinessView {
  name: string;
  description: string;
  legalForm: LegalForm;
  registeredName: string | null;
  tpin: string;
  pacra: string | null;
  taxProfile: TaxProfile;
  province: Province;
  town: string;
  landmark: string;
  latitude: number | null;
  longitude: number | null;
}

export class CompanyView {
  name: string;
  registeredName: string;
  tpin: string;
  pacra: string;
  province: Province;
  town: string;
  landmark: string;
  vehicles: number;
}

export class AreaView {
  province: Province;
  town: string;
}

export class VehicleView {
  vehicle: Vehicle;
  plate: string | null;
  licence: string | null;
  areas: AreaView[];
}

export class DocumentView {
  kind: DocumentKind;
  documentId: string;
  /** PENDING and SCANNING are still being checked; REFUSED has to be replaced. */
  state: UploadState;
}

export class PayoutAccountView {
  operator: Operator;
  phone: string;
  holderName: string;
}

export class AcceptedTerms {
  version: string;
  acceptedAt: string;
}

/** One thing to bring, and whether it is there. */
export class ChecklistEntry {
  itemId: string;
  key: string;
  title: string;
  help: string;
  required: boolean;
  done: boolean;
  /** Ticked off by a member of staff, not by what the applicant brings. */
  byStaff: boolean;
}

/** What a reviewer wants changed. */
export class ChangeView {
  phase: Phase;
  reason: string;
  at: string;
}

export class ApplicationSummary {
  id: string;
  kind: Kind;
  state: ApplicationState;
  /** The shop, agent or fleet, once it is approved. */
  subjectId: string | null;
  createdAt: string;
  submittedAt: string | null;
  decidedAt: string | null;
}

export class ApplicationList {
  data: ApplicationSummary[];
  nextCursor: string | null;
}

/** An application as its applicant sees it. A phase that is not filled in yet is null. */
export class ApplicationView extends ApplicationSummary {
  account: AccountPhaseView | null;
  business: BusinessView | null;
  company: CompanyView | null;
  vehicle: VehicleView | null;
  documents: DocumentView[];
  payout: PayoutAccountView | null;
  terms: AcceptedTerms | null;
  checklist: ChecklistEntry[];
  /** What has to change before it is sent in again. */
  requestedChanges: ChangeView[];
  /** Why it was rejected. */
  rejection: string | null;
}
