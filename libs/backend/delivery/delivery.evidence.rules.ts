import { canonical, type JsonObject } from '@pakashop/platform';
import { createHmac, hash } from 'node:crypto';
import { USUAL_RADIUS_KM } from './delivery.rules.js';

/**
 * FAR: confirmed at some distance from the destination. OFFLINE: it waited on the device. VAGUE: the device hardly knew where
 * it was, so that its place proves nothing. UNLOCATED: nobody knows where exactly the goods were to go, and there is nothing
 * that somebody should look at in that alone.
 */
export type EvidenceFlag = 'FAR' | 'OFFLINE' | 'UNLOCATED' | 'VAGUE';

/** What proves a delivery, without anything about a person but ids: that is signed by its digest. */
export interface EvidenceFacts {
  readonly deliveryId: string;
  readonly shopOrderId: string;
  readonly orderId: string;
  readonly agentId: string;
  readonly deviceId: string;
  /** UTC with microseconds, by the device's clock. */
  readonly deviceAt: string;
  readonly deviceSequence: number;
  /** UTC with microseconds, by the server's clock. */
  readonly confirmedAt: string;
  readonly distanceM: number | null;
  readonly accuracyM: number;
  readonly flags: readonly EvidenceFlag[];
  readonly pinIssue: number;
  /** Hex. */
  readonly contentDigest: string;
}

const FLAGS = ['FAR', 'OFFLINE', 'UNLOCATED', 'VAGUE'] as const satisfies readonly EvidenceFlag[];

/** Seconds that the clock of a device may be wrong. */
const SKEW_SECONDS = 300;
/** After so long a confirmation must have waited on the device. */
const WAITED_SECONDS = 300;

/** SHA-256 of what was signed, in its canonical form; hex. The nonce in it keeps it from being guessed. */
export const digestOf = (content: JsonObject): string => hash('sha256', canonical(content), 'hex');

/** HMAC-SHA256 over the canonical form (RFC 8785), which no two sets of facts share. */
export const macOf = (key: Buffer, facts: EvidenceFacts): Buffer =>
  createHmac('sha256', key)
    .update(`pakashop delivery evidence 1 ${canonical({ ...facts })}`)
    .digest();

interface Times {
  readonly deviceAt: Date;
  readonly pickedUpAt: Date;
  /** The server's. */
  readonly now: Date;
  readonly offlineHours: number;
}

/** Why a confirmation cannot be of this time, or undefined when it can. */
export function timeFault({ deviceAt, pickedUpAt, now, offlineHours }: Times): string | undefined {
  const [device, skew] = [deviceAt.getTime(), SKEW_SECONDS * 1_000];
  if (device > now.getTime() + skew) return 'The device is ahead of the time: set its clock.';
  if (device < pickedUpAt.getTime() - skew) return 'The goods were picked up later: set the clock of the device.';
  if (device < now.getTime() - offlineHours * 3_600_000 - skew)
    return `It waited for more than ${offlineHours} hours: ask support.`;
  return undefined;
}

interface Circumstances {
  /** From the destination; null where only its town is known. */
  readonly distanceM: number | null;
  /** From the centre of the town, where nothing better is known than that. */
  readonly fromTownM?: number;
  readonly accuracyM: number;
  readonly nearM: number;
  readonly farM: number;
  readonly deviceAt: Date;
  readonly now: Date;
}

/** What somebody should know of a confirmation. */
export function flagsOf({ distanceM, fromTownM = 0, ...of }: Circumstances): EvidenceFlag[] {
  const holds: Readonly<Record<EvidenceFlag, boolean>> = {
    FAR: distanceM === null ? fromTownM > USUAL_RADIUS_KM * 1_000 : distanceM > of.nearM,
    OFFLINE: of.now.getTime() - of.deviceAt.getTime() > WAITED_SECONDS * 1_000,
    UNLOCATED: distanceM === null,
    VAGUE: of.accuracyM > of.farM,
  };
  return FLAGS.filter((flag) => holds[flag]);
}
