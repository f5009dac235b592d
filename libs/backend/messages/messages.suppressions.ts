import { Injectable } from '@nestjs/common';
import { Database, newId, sql, type Tx, Vault } from '@pakashop/platform';
import type { CarrierName, SuppressionReason } from './messages.carrier.js';
import type { Channel } from './messages.service.js';

/** An address over a channel that must not be written to, named by its keyed hash only. */
export interface Suppression {
  readonly channel: Channel;
  readonly contactIndex: Buffer;
  readonly reason: SuppressionReason;
  readonly carrier: CarrierName;
}

/** A person who said STOP may have said START since, which only the carrier hears: it is asked again after this. */
const OPT_OUT_DAYS = 30;

/** Addresses that bounced for good, complained or opted out. */
@Injectable()
export class Suppressions {
  constructor(
    private readonly db: Database,
    private readonly vault: Vault,
  ) {}

  /** The keyed hash of an address; e-mail addresses count without their case. */
  indexOf(channel: Channel, address: string): Promise<Buffer> {
    return channel === 'email'
      ? this.vault.index('email', address.trim().toLowerCase())
      : this.vault.index('phone', address.trim());
  }

  async covers(channel: Channel, address: string): Promise<boolean> {
    const found = await this.db.maybe(sql`
      SELECT FROM backend.message_suppressions
      WHERE channel = ${channel} AND contact_index = ${await this.indexOf(channel, address)}
        AND coalesce(until > now(), true)`);
    return found !== undefined;
  }

  /** Adds an address; a reason that holds for good is not replaced by one that ends. */
  async add(tx: Tx, { channel, contactIndex, reason, carrier }: Suppression): Promise<void> {
    const days = reason === 'OPT_OUT' ? OPT_OUT_DAYS : null;
    await tx.execute(sql`
      INSERT INTO backend.message_suppressions AS s (id, channel, contact_index, reason, carrier, until)
      VALUES (${newId()}, ${channel}, ${contactIndex}, ${reason}, ${carrier}, now() + make_interval(days => ${days}::int))
      ON CONFLICT (channel, contact_index) DO UPDATE
      SET reason = excluded.reason, carrier = excluded.carrier, until = excluded.until WHERE s.until IS NOT NULL`);
  }
}
