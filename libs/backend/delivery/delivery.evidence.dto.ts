import { ApiProperty } from '@nestjs/swagger';
import type { EvidenceFlag } from './delivery.evidence.rules.js';

/** What was written down, as it was signed. */
export class EvidenceFactsView {
  deliveryId: string;
  shopOrderId: string;
  orderId: string;
  agentId: string;
  deviceId: string;
  /** UTC with microseconds. */
  deviceAt: string;
  deviceSequence: number;
  confirmedAt: string;
  distanceM: number | null;
  accuracyM: number;
  flags: EvidenceFlag[];
  pinIssue: number;
  /** SHA-256 of the content's canonical form, in hex. */
  contentDigest: string;
}

/** What was signed, by whom and where. */
export class SignedContent {
  name: string;
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'number' } } })
  strokes: number[][];
  latitude: number;
  longitude: number;
  /** Keeps the digest from being guessed. */
  nonce: string;
}

/** Where the proof stands in the chain; absent for the seconds until it is sealed. */
export class EvidenceLink {
  sequence: number;
  rowId: number;
  sealedAt: string;
  keyId: string;
  /** Of the link before, in hex; of the chain's beginning for the first one. */
  previous: string;
  hash: string;
}

/** Proof of one delivery, for `npm run evidence:verify`. */
export class EvidenceExport {
  kind: string;
  version: number;
  exportedAt: string;
  facts: EvidenceFactsView;
  keyId: string;
  /** HMAC-SHA256 of the facts under that key of EVIDENCE_KEY, in hex. */
  mac: string;
  /** Null once the person was erased: the proof stays, and what was signed is gone. */
  content: SignedContent | null;
  link: EvidenceLink | null;
}
