import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, platformProblems, sql } from '@pakashop/platform';
import { WalletChanges } from './wallets.changes.js';
import type { FindWallets, HoldWallet, WalletView } from './wallets.dto.js';
import { walletsProblems as problems } from './wallets.errors.js';
import { peopleOf } from './wallets.owners.js';
import { readWallets, WalletNumbers } from './wallets.record.js';
import { toDestination } from './wallets.destinations.js';

/** What the staff does about payout wallets, when an operator or somebody robbed of their SIM calls. */
@Injectable()
export class WalletStaff {
  constructor(
    private readonly db: Database,
    private readonly numbers: WalletNumbers,
    private readonly changes: WalletChanges,
  ) {}

  /** Wallets of an owner, or with a number, whoever has them. Looking is audited. @throws Problem VAL_001 */
  async find(actor: Actor, { account, ownerId }: FindWallets): Promise<WalletView[]> {
    if (Boolean(account) === Boolean(ownerId)) throw notOne();
    const where = ownerId
      ? sql`w.owner_id = ${ownerId}`
      : sql`w.account_index = ANY(${await this.indexesOf(account!)}::bytea[])`;
    return this.db.as(actor, async (tx) => {
      const rows = await readWallets(tx, sql`${where}`);
      const found = rows.map(({ id }) => id);
      const subjectId = ownerId ?? 'by number';
      await audit(tx, { act: 'payout_wallets_searched', subject: 'payout_wallet', subjectId, detail: { found } });
      return Promise.all(rows.map((row) => this.numbers.show(row)));
    });
  }

  /** Pays nothing to a wallet for a while. @throws Problem wallets.not_found, wallets.own */
  hold(actor: Actor, id: string, { reason, hours }: HoldWallet, claim: Claim): Promise<WalletView> {
    return this.db.as(actor, async (tx) => {
      const [known] = await readWallets(tx, sql`w.id = ${id}`);
      if (!known) throw problems.notFound('Search for it by its number or its owner.');
      const owners = await peopleOf(tx, { kind: known.ownerKind, id: known.ownerId });
      if (owners.includes(actor.userId!)) throw problems.ownWallet('Somebody else has to do this.');
      const [held] = await this.changes.hold(tx, sql`w.id = ${id}`, { cause: 'HELD', why: reason, hours });
      const view = await this.numbers.show(held!);
      await claim.answer(tx, 200, view);
      return view;
    });
  }

  /** A number that staff types may be a phone or a bank account. */
  private indexesOf(account: string): Promise<Buffer[]> {
    const digits = account.replace(/[\s-]/g, '');
    const forms = new Set([digits, phoneOf(account) ?? digits]);
    return Promise.all([...forms].map((form) => this.numbers.indexOf(form)));
  }
}

function phoneOf(text: string): string | undefined {
  try {
    return toDestination({ rail: 'MOBILE_MONEY', provider: 'MTN_MOMO_ZMB', account: text }).account;
  } catch {
    return undefined;
  }
}

const notOne = () =>
  platformProblems.invalid('Correct the fields named in errors and send the request again.', {
    errors: [{ path: 'account', message: 'give the number or the owner, not both' }],
  });
