import { Inject, Injectable } from '@nestjs/common';
import {
  canonical,
  type ChainedTable,
  firstKey,
  type JsonObject,
  readKeyring,
  type SealedColumn,
  sql,
  type Tx,
  utc,
  Vault,
} from '@pakashop/platform';
import { DeliveryConfig } from './delivery.config.js';
import { type EvidenceFacts, macOf } from './delivery.evidence.rules.js';

/** The column of what was signed, for the rotation of keys. */
export const SEALED_SIGNATURES: SealedColumn = {
  table: 'backend.delivery_signatures',
  column: 'content',
  id: 'delivery_id',
};

const placeOf = (deliveryId: string) => ({
  table: SEALED_SIGNATURES.table,
  column: SEALED_SIGNATURES.column,
  row: deliveryId,
});

/** The facts of a row, as they were signed. */
export const FACTS = sql`jsonb_build_object('deliveryId', delivery_id, 'shopOrderId', shop_order_id, 'orderId', order_id,
  'agentId', agent_id, 'deviceId', device_id, 'deviceAt', ${utc(sql`device_at`)}, 'deviceSequence', device_sequence,
  'confirmedAt', ${utc(sql`confirmed_at`)}, 'distanceM', distance_m, 'accuracyM', accuracy_m, 'flags', to_jsonb(flags),
  'pinIssue', pin_issue, 'contentDigest', encode(content_digest, 'hex'))`;

/** Proof of delivery as a chain. */
export const EVIDENCE_CHAIN: ChainedTable = {
  chain: 'delivery_evidence',
  table: sql`backend.delivery_evidence`,
  id: sql`id`,
  row: sql`${FACTS} || jsonb_build_object('id', id, 'keyId', key_id, 'mac', encode(mac, 'hex'))`,
};

/** Writes proof of deliveries down, and opens what was signed. */
@Injectable()
export class Evidence {
  private readonly keyId: string;
  private readonly key: Buffer;

  constructor(
    @Inject(DeliveryConfig) config: DeliveryConfig,
    private readonly vault: Vault,
  ) {
    [this.keyId, this.key] = firstKey(readKeyring(config.EVIDENCE_KEY));
  }

  /** Seals what was signed, before the transaction: the answer goes to {@link write}. */
  seal(deliveryId: string, content: JsonObject): Promise<string> {
    return this.vault.seal(canonical(content), placeOf(deliveryId));
  }

  /** Undefined once it is forgotten. */
  async open(deliveryId: string, sealed: string): Promise<JsonObject | undefined> {
    if (sealed === '') return undefined;
    return JSON.parse(await this.vault.open(sealed, placeOf(deliveryId))) as JsonObject;
  }

  /** Writes the proof in the transaction of the delivery; a worker ties it into the chain later. */
  async write(tx: Tx, facts: EvidenceFacts, sealed: string): Promise<void> {
    await tx.execute(sql`
      INSERT INTO backend.delivery_evidence (delivery_id, shop_order_id, order_id, agent_id, device_id, device_at,
        device_sequence, confirmed_at, distance_m, accuracy_m, flags, pin_issue, content_digest, key_id, mac)
      VALUES (${facts.deliveryId}, ${facts.shopOrderId}, ${facts.orderId}, ${facts.agentId}, ${facts.deviceId},
        ${facts.deviceAt}::timestamptz, ${facts.deviceSequence}, ${facts.confirmedAt}::timestamptz, ${facts.distanceM},
        ${facts.accuracyM}, ${facts.flags}::text[], ${facts.pinIssue}, decode(${facts.contentDigest}, 'hex'),
        ${this.keyId}, ${macOf(this.key, facts)})`);
    await tx.execute(sql`
      INSERT INTO backend.delivery_signatures (delivery_id, content) VALUES (${facts.deliveryId}, ${sealed})`);
  }
}
