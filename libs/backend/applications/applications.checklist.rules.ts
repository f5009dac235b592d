import type { UploadState } from '../media/media.purposes.js';
import { type Kind, PHASES_OF, type Phase } from './applications.rules.js';

/** What a document can be. */
export const DOCUMENT_KINDS = [
  'NRC_FRONT',
  'NRC_BACK',
  'TPIN_CERTIFICATE',
  'PACRA_CERTIFICATE',
  'DRIVING_LICENCE',
  'VEHICLE_REGISTRATION',
  'PORTRAIT',
  'PROOF_OF_ADDRESS',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** One thing that applicants of a kind bring. */
export interface Item {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly help: string;
  readonly required: boolean;
}

/** What is there of an application. */
export interface Facts {
  readonly kind: Kind;
  /** Phases that are filled in; `terms` only when the terms of today were accepted. */
  readonly phases: ReadonlySet<Phase>;
  readonly documents: ReadonlyMap<DocumentKind, UploadState>;
  /** Ids of the items that staff ticked off. */
  readonly ticks: ReadonlySet<string>;
}

export interface Missing {
  readonly key: string;
  readonly title: string;
}

/** What ticks an item off: a phase, a document, or a member of staff. */
export function tickedBy(key: string): { phase: Phase } | { document: DocumentKind } | 'staff' {
  const [source, name] = key.split('.', 2);
  if (source === 'phase') return { phase: name as Phase };
  return source === 'document' ? { document: name as DocumentKind } : 'staff';
}

/** True when somebody may make such an item: what is computed must be something that the kind has. */
export function isKey(kind: Kind, key: string): boolean {
  const by = tickedBy(key);
  if (by === 'staff') return /^staff\.[a-z][a-z0-9_]{1,38}$/.test(key);
  if ('phase' in by) return PHASES_OF[kind].includes(by.phase);
  return DOCUMENT_KINDS.includes(by.document);
}

const isThere = (state: UploadState | undefined): boolean =>
  state !== undefined && state !== 'REFUSED' && state !== 'SHREDDED';

export function isDone({ id, key }: Item, { phases, documents, ticks }: Facts): boolean {
  const by = tickedBy(key);
  if (by === 'staff') return ticks.has(id);
  return 'phase' in by ? phases.has(by.phase) : isThere(documents.get(by.document));
}

/**
 * What keeps an application from being sent in, or from being approved. The phases count even when the operator lists
 * none of them: an approval is made of what they hold.
 */
export function missing(items: readonly Item[], facts: Facts, step: 'submit' | 'approve'): Missing[] {
  const open = items.filter((item) => item.required && !isDone(item, facts));
  const due = open.filter(({ key }) => step === 'approve' || tickedBy(key) !== 'staff');
  const listed = new Set(due.map(({ key }) => key));
  const phases = PHASES_OF[facts.kind]
    .filter((phase) => phase !== 'documents' && !facts.phases.has(phase) && !listed.has(`phase.${phase}`))
    .map((phase) => ({ key: `phase.${phase}`, title: phase }));
  const unchecked = [...facts.documents]
    .filter(([kind, state]) => step === 'approve' && state !== 'CLEAN' && !listed.has(`document.${kind}`))
    .map(([kind, state]) => ({ key: `document.${kind}`, title: `${kind} is ${state}` }));
  return [...phases, ...due.map(({ key, title }) => ({ key, title })), ...unchecked];
}
