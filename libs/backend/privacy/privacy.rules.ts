/** What people agree to, or not. */
export const CONSENT_KINDS = [
  'TERMS',
  'PRIVACY',
  'MARKETING_SMS',
  'MARKETING_WHATSAPP',
  'MARKETING_EMAIL',
  'RECOMMENDATIONS',
] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

export const EXPORT_STATES = ['PENDING', 'READY', 'GONE'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

export const ERASURE_STATES = ['WAITING', 'CANCELLED', 'DONE'] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

/** Sees the rows of all people, to copy and to erase those of one. */
export const PRIVACY = { service: 'privacy' } as const;
