import { maskId, maskPhone } from '@pakashop/platform';

/** Numbers that identify a person, a company or a wallet; kept sealed, shown masked. */
export const NUMBER_KINDS = ['NRC', 'TPIN', 'PACRA', 'PHONE', 'LICENCE', 'WALLET'] as const;
export type NumberKind = (typeof NUMBER_KINDS)[number];

/**
 * National registration card: serial, district of issue, and 1 Zambian, 2 Commonwealth or 3 other.
 *
 * @see docs/applications.md for the source of the formats
 */
export const NRC = /^\d{6}\/\d{2}\/[1-3]$/;
/** Taxpayer number of the Zambia Revenue Authority. No public rule for a check digit is known. */
export const TPIN = /^\d{10}$/;

/** `123456/11/1` as `123***` + `/**` + `/1`. */
const maskNrc = (nrc: string): string => `${nrc.slice(0, 3)}***/**/${nrc.slice(-1)}`;

const MASKS: Readonly<Record<NumberKind, (number: string) => string>> = {
  NRC: maskNrc,
  TPIN: maskId,
  PACRA: maskId,
  LICENCE: maskId,
  PHONE: maskPhone,
  WALLET: maskPhone,
};

/** The number as it may be shown: enough to recognise one's own. */
export const maskNumber = (kind: NumberKind, number: string): string => MASKS[kind](number);

/** The form in which equal numbers are equal, however they were typed. */
export const normalNumber = (number: string): string => number.toUpperCase().replace(/[^0-9A-Z]/g, '');
