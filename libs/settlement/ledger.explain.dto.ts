import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { IsIn } from 'class-validator';
import type { Side } from './ledger.accounts.js';
import { AccountView, StatementLine } from './ledger.dto.js';
import { POSTING_KINDS, type PostingKind } from './ledger.postings.js';

export class ExplainQuery extends PageQuery {
  /** Only causes of this kind; the sums per kind are of all. A page may be empty and have a next one. */
  @Omittable() @IsIn(POSTING_KINDS) kind?: PostingKind;
}

/** All causes of a kind together. */
export class CauseSum {
  kind: PostingKind;
  entries: number;
  debits: Money;
  credits: Money;
}

/** Where the money of a transaction came from, or went to. */
export class Counterpart {
  account: string;
  direction: Side;
  amount: Money;
}

/** One cause: what it did to this account, and what to the others. */
export class CauseLine extends StatementLine {
  /** The other entries of the transaction, the first 100. */
  counterparts: Counterpart[];
}

/**
 * A balance and what it is made of, going back from the newest entry: up to 100,000 entries at a time are added up by kind,
 * and the pages that follow their last line go on with the entries before.
 */
export class Explanation {
  account: AccountView;
  /** Before the oldest of the entries that are added up; zero where that is the account's first. */
  opening: Money;
  /** After the newest of them. */
  closing: Money;
  /** What led from the one to the other, by kind. */
  causes: CauseSum[];
  /** The causes one by one, the newest first. */
  data: CauseLine[];
  nextCursor: string | null;
}
