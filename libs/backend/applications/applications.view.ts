import type { UploadState } from '../media/media.purposes.js';
import { isDone, tickedBy } from './applications.checklist.rules.js';
import { type Dossier, factsOf, type PhaseData } from './applications.dossier.js';
import type { NumberMap } from './applications.numbers.js';
import type {
  AccountPhaseView,
  ApplicationSummary,
  ApplicationView,
  BusinessView,
  ChangeView,
  ChecklistEntry,
  CompanyView,
  DocumentView,
  PayoutAccountView,
  VehicleView,
} from './applications.view.dto.js';

type States = ReadonlyMap<string, UploadState>;

export interface SummaryRow extends Omit<ApplicationSummary, 'createdAt' | 'submittedAt' | 'decidedAt'> {
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  readonly decidedAt: Date | null;
}

/** What every answer about an application says. */
export const summaryOf = (row: SummaryRow): ApplicationSummary => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  subjectId: row.subjectId,
  createdAt: row.createdAt.toISOString(),
  submittedAt: row.submittedAt?.toISOString() ?? null,
  decidedAt: row.decidedAt?.toISOString() ?? null,
});

/** An application as its applicant sees it. */
export const applicationView = (dossier: Dossier, numbers: NumberMap, states: States): ApplicationView => ({
  ...summaryOf(dossier),
  account: account(dossier.phases, numbers),
  business: business(dossier.phases, numbers),
  company: company(dossier.phases, numbers),
  vehicle: vehicle(dossier.phases, numbers),
  documents: documents(dossier, states),
  payout: payout(dossier.phases, numbers),
  terms: dossier.accepted && { version: dossier.accepted.version, acceptedAt: dossier.accepted.at },
  checklist: checklist(dossier, states),
  requestedChanges: requestedChanges(dossier),
  rejection: dossier.notes.findLast(({ kind }) => kind === 'REJECTION')?.text ?? null,
});

const account = ({ account: data }: PhaseData, { NRC, PHONE }: NumberMap): AccountPhaseView | null =>
  data ? { legalName: data.legalName, nrc: NRC!, phone: PHONE! } : null;

function business({ business: data }: PhaseData, { TPIN, PACRA }: NumberMap): BusinessView | null {
  if (!data) return null;
  const { name, description, legalForm, registeredName, taxProfile, province, town, landmark, latitude, longitude } =
    data;
  return {
    name,
    description,
    legalForm,
    registeredName: registeredName ?? null,
    tpin: TPIN!,
    pacra: PACRA ?? null,
    taxProfile,
    province,
    town,
    landmark,
    latitude: latitude ?? null,
    longitude: longitude ?? null,
  };
}

function company({ company: data }: PhaseData, { TPIN, PACRA }: NumberMap): CompanyView | null {
  if (!data) return null;
  const { name, registeredName, province, town, landmark, vehicles } = data;
  return { name, registeredName, tpin: TPIN!, pacra: PACRA!, province, town, landmark, vehicles };
}

function vehicle({ vehicle: data }: PhaseData, { LICENCE }: NumberMap): VehicleView | null {
  if (!data) return null;
  const areas = data.areas.map(({ province, town }) => ({ province, town }));
  return { vehicle: data.vehicle, plate: data.plate ?? null, licence: LICENCE ?? null, areas };
}

const payout = ({ payout: data }: PhaseData, { WALLET }: NumberMap): PayoutAccountView | null =>
  data ? { operator: data.operator, phone: WALLET!, holderName: data.holderName } : null;

const documents = ({ documents: bound }: Dossier, states: States): DocumentView[] =>
  bound.map(({ kind, documentId }) => ({ kind, documentId, state: states.get(documentId) ?? 'PENDING' }));

function checklist(dossier: Dossier, states: States): ChecklistEntry[] {
  const facts = factsOf(dossier, states);
  return dossier.items.map((item) => ({
    itemId: item.id,
    key: item.key,
    title: item.title,
    help: item.help,
    required: item.required,
    done: isDone(item, facts),
    byStaff: tickedBy(item.key) === 'staff',
  }));
}

function requestedChanges({ state, changesSince, notes }: Dossier): ChangeView[] {
  if (state !== 'CHANGES_REQUESTED' || !changesSince) return [];
  return notes
    .filter(({ kind, at }) => kind === 'CHANGE' && new Date(at) >= changesSince)
    .map(({ phase, text, at }) => ({ phase: phase!, reason: text, at }));
}
