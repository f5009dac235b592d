import type { Actor, Queryable } from '@pakashop/platform';
import { isParty } from '../parties.js';
import { refundsProblems as problems } from './refunds.errors.js';

/** Whoever bought, or works in a shop that sold, has no say in what is given back. @throws Problem refunds.second_person */
export async function refuseOwn(db: Queryable, actor: Actor, orderId: string): Promise<void> {
  if (await isParty(db, actor, orderId))
    throw problems.ownRefund('Somebody who neither bought nor sold it has to do so.');
}
