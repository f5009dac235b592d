import { Injectable } from '@nestjs/common';
import type { DeliveryFact, WalletChangedFact } from '@pakashop/backend';
import { sql, type Tx } from '@pakashop/platform';

/** Who is paid where, as the backend tells it; the destination stays sealed as it comes. */
@Injectable()
export class Payees {
  /**
   * Keeps what a wallet is now. News come in any order: what an older event says changes nothing. Of somebody who was erased
   * nothing is kept: their payouts, too, forget where they went, and have the masked number alone.
   */
  async keep(tx: Tx, fact: WalletChangedFact, sequence: number): Promise<void> {
    const { ownerKind, ownerId, userId, rail, provider, destination, payableAfter } = fact;
    const kept = await tx.execute(sql`
      INSERT INTO settlement.payees AS p (kind, id, ref, user_id, rail, provider, destination, payable_after, sequence)
      VALUES (${ownerKind}, ${ownerId}, ${`${ownerKind}:${ownerId}`}, ${userId ?? null}, ${rail}, ${provider},
        ${destination}, ${payableAfter}, ${sequence})
      ON CONFLICT (kind, id) DO UPDATE SET user_id = coalesce(excluded.user_id, p.user_id), rail = excluded.rail,
        provider = excluded.provider, destination = excluded.destination, payable_after = excluded.payable_after,
        sequence = excluded.sequence, changed_at = now()
        WHERE p.sequence < excluded.sequence`);
    if (kept === 0 || destination !== '') return;
    await tx.execute(sql`
      UPDATE settlement.payouts SET destination = ''
      WHERE payee_kind = ${ownerKind} AND payee_id = ${ownerId} AND destination <> ''`);
  }

  /** Keeps which person an agent is who is paid: they see what they have earned before they have a wallet. */
  async keepAgent(tx: Tx, { agentId, agentUserId, fleetId }: DeliveryFact): Promise<void> {
    if (fleetId) return;
    await tx.execute(sql`
      INSERT INTO settlement.payees AS p (kind, id, ref, user_id)
      VALUES ('AGENT', ${agentId}, ${`AGENT:${agentId}`}, ${agentUserId})
      ON CONFLICT (kind, id) DO UPDATE SET user_id = excluded.user_id WHERE p.user_id IS NULL`);
  }

  /** Keeps the class of a shop, by which its payouts are scheduled. */
  async keepClass(tx: Tx, { shopId, shopClass }: DeliveryFact, sequence: number): Promise<void> {
    await tx.execute(sql`
      INSERT INTO settlement.payee_classes AS c (id, class, sequence) VALUES (${shopId}, ${shopClass}, ${sequence})
      ON CONFLICT (id) DO UPDATE SET class = excluded.class, sequence = excluded.sequence
        WHERE c.sequence < excluded.sequence`);
  }
}
