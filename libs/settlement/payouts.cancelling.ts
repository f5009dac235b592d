import { Injectable } from '@nestjs/common';
import { audit, type Claim, Database, type Tx } from '@pakashop/platform';
import type { PayoutView } from './payouts.dto.js';
import { payoutsProblems as problems } from './payouts.errors.js';
import { PayoutDoubts } from './payouts.doubts.js';
import { PayoutFlow } from './payouts.flow.js';
import { PayoutFollower } from './payouts.follower.js';
import type { Payout } from './payouts.kinds.js';
import { PayoutRails } from './payouts.rails.js';
import { payoutById } from './payouts.record.js';
import { payoutView } from './payouts.view.js';

/** Takes single payouts back as far as they can be. */
@Injectable()
export class PayoutCancelling {
  constructor(
    private readonly db: Database,
    private readonly flow: PayoutFlow,
    private readonly follower: PayoutFollower,
    private readonly doubts: PayoutDoubts,
    private readonly rails: PayoutRails,
  ) {}

  /**
   * Takes a payout back that was not sent, or that waits at the provider for a slow operator. Of the latter the provider's
   * yes is a promise: the payout stays as it is until its status says that it is dead.
   *
   * @throws Problem settlement.no_payout, settlement.payout_not_cancellable
   */
  async cancel(id: string, reason: string, claim: Claim): Promise<PayoutView> {
    const payout = await payoutById(this.db, id);
    if (!payout) throw problems.noPayout('GET /staff/payouts lists them.');
    if (payout.state !== 'RESERVED') await this.askToCancel(payout);
    else await this.doubts.settle([payout]);
    return this.db.transaction(async (tx) => {
      if (payout.state === 'RESERVED') await this.takeBack(tx, id, reason);
      const after = (await payoutById(tx, id))!;
      await audit(tx, {
        act: 'payout_cancelled',
        subject: 'payout',
        subjectId: id,
        before: { state: payout.state },
        after: { state: after.state },
        why: reason,
      });
      const view = payoutView(after);
      await claim.answer(tx, 200, view);
      return view;
    });
  }

  private async takeBack(tx: Tx, id: string, message: string): Promise<void> {
    if (await this.flow.giveBack(tx, id, { to: 'CANCELLED', code: 'WITHDRAWN', message }, 'staff')) return;
    const { state, doubtedUntil } = (await payoutById(tx, id))!;
    if (state !== 'RESERVED') throw problems.notCancellable(`It is ${state}.`);
    const until = doubtedUntil!.toISOString();
    throw problems.notCancellable(
      `A request for it may still be under way. Pause its batch, and come back at ${until}.`,
    );
  }

  private async askToCancel(payout: Payout): Promise<void> {
    if (payout.state !== 'PENDING' || !(await this.rails.rail(payout.provider).cancel(payout.reference))) {
      throw problems.notCancellable(`It is ${payout.state} and does not wait at the provider.`);
    }
    await this.follower.ask(payout, 'cancelled by staff');
  }
}
