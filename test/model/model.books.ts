import { assertBalanced, type Posting } from '../../libs/settlement/ledger.postings.js';
import type { Account } from '../../libs/settlement/ledger.accounts.js';
import type { Balances } from './model.balances.js';

/** What the database refuses. */
export class RefusedError extends Error {}

/** The ledger in memory, as strict as the database: balanced, once per cause, taken back once, nothing overdrawn. */
export class MemoryLedger {
  private readonly sums = new Map<string, { account: Account; balance: number }>();
  private readonly keys = new Set<string>();
  private readonly reversed = new Set<string>();

  isPosted(key: string): boolean {
    return this.keys.has(key);
  }

  /** @throws RefusedError when an account would be overdrawn; then nothing of it is posted */
  post({ entries, key, reverses, ...rest }: Posting): boolean {
    assertBalanced({ entries, key, ...rest });
    if (this.keys.has(key)) return false;
    const after = new Map<string, { account: Account; balance: number }>();
    for (const { account, direction, amount } of entries) {
      const before = after.get(account.code) ?? this.sums.get(account.code) ?? { account, balance: 0 };
      const balance = before.balance + (direction === account.normalSide ? amount : -amount);
      if (balance < 0 && !account.mayBeNegative) throw new RefusedError(`${account.code} would be overdrawn by ${key}`);
      after.set(account.code, { account, balance });
    }
    if (reverses !== undefined) this.reverse(reverses, key);
    for (const [code, sum] of after) this.sums.set(code, sum);
    this.keys.add(key);
    return true;
  }

  balance({ code }: Account): number {
    return this.sums.get(code)?.balance ?? 0;
  }

  balances(): Balances {
    return new Map([...this.sums].map(([code, { balance }]) => [code, balance]));
  }

  private reverse(reverses: string, key: string): void {
    if (!this.keys.has(reverses)) throw new Error(`${key} takes back ${reverses}, which is not posted`);
    if (this.reversed.has(reverses)) throw new Error(`${reverses} is taken back twice`);
    this.reversed.add(reverses);
  }
}
