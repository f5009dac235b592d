import type { Permission } from '../auth/auth.permissions.js';

const MEGABYTE = 1024 * 1024;
const PICTURES = ['image/jpeg', 'image/png', 'image/webp'] as const;

/** What may be uploaded for a purpose, by whom, and how much of it. */
export interface PurposeRule {
  /** Pictures are for everybody's eyes; documents are kept sealed and read one by one. */
  readonly kind: 'picture' | 'document';
  /** A permission that the person holds for some shop; nothing more than being signed in without one. */
  readonly permission?: Permission;
  /** The surface that the person is signed in to. */
  readonly audience?: string;
  readonly types: readonly string[];
  /** Of one file. */
  readonly maxBytes: number;
  /** Of one person: files and bytes that are kept at a time, and files begun in 24 hours. */
  readonly files: number;
  readonly totalBytes: number;
  readonly perDay: number;
}

const picture = { kind: 'picture', types: PICTURES } as const;
const document = { kind: 'document', types: PICTURES } as const;

/** Everything that files are for. */
export const PURPOSES = {
  product_image: {
    ...picture,
    permission: 'catalog.write',
    ...{ maxBytes: 10 * MEGABYTE, files: 5_000, totalBytes: 5_000 * MEGABYTE, perDay: 500 },
  },
  shop_logo: {
    ...picture,
    permission: 'shops.write',
    ...{ maxBytes: 2 * MEGABYTE, files: 50, totalBytes: 50 * MEGABYTE, perDay: 20 },
  },
  avatar: { ...picture, ...{ maxBytes: 2 * MEGABYTE, files: 5, totalBytes: 10 * MEGABYTE, perDay: 10 } },
  kyc_document: {
    ...document,
    types: [...PICTURES, 'application/pdf'],
    ...{ maxBytes: 10 * MEGABYTE, files: 40, totalBytes: 200 * MEGABYTE, perDay: 40 },
  },
  delivery_signature: {
    ...document,
    audience: 'agent',
    ...{ maxBytes: MEGABYTE, files: 20_000, totalBytes: 2_000 * MEGABYTE, perDay: 200 },
  },
} as const satisfies Record<string, PurposeRule>;

export type Purpose = keyof typeof PURPOSES;
export type PictureOf = { [P in Purpose]: (typeof PURPOSES)[P]['kind'] extends 'picture' ? P : never }[Purpose];
export type DocumentOf = Exclude<Purpose, PictureOf>;

export const PURPOSE_NAMES = Object.keys(PURPOSES) as Purpose[];
export const DOCUMENT_PURPOSES = PURPOSE_NAMES.filter((purpose) => PURPOSES[purpose].kind === 'document');
/** Every type that some purpose takes. */
export const CONTENT_TYPES = [
  ...new Set(PURPOSE_NAMES.flatMap((purpose): readonly string[] => PURPOSES[purpose].types)),
];
/** No file of any purpose is larger. */
export const LARGEST = Math.max(...PURPOSE_NAMES.map((purpose) => PURPOSES[purpose].maxBytes));

export const ruleOf = (purpose: Purpose): PurposeRule => PURPOSES[purpose];

export const UPLOAD_STATES = ['PENDING', 'SCANNING', 'CLEAN', 'REFUSED', 'SHREDDED'] as const;
/**
 * PENDING waits for its file, SCANNING for the checks; CLEAN can be used; REFUSED has a reason; SHREDDED was destroyed on
 * purpose.
 */
export type UploadState = (typeof UPLOAD_STATES)[number];
