import type { Journal } from '../core/journal.js';
import { Table } from '../core/table.js';
import type { Link, Transaction } from './flutterwave.types.js';

const FIRST_ID = 900_000_001;

/** Hosted pages and the attempts made on them, also by tx_ref. */
export class FlutterwaveStore {
  private readonly links: Table<Link>;
  private readonly transactions: Table<Transaction>;
  private readonly linksByRef = new Map<string, Link[]>();
  private readonly attemptsByRef = new Map<string, Transaction[]>();

  constructor(journal: Journal) {
    this.links = new Table('flutterwave.links', journal);
    this.transactions = new Table('flutterwave.transactions', journal);
    for (const link of this.links.all()) put(this.linksByRef, link);
    for (const transaction of this.transactions.all()) put(this.attemptsByRef, transaction);
  }

  allLinks(): Link[] {
    return this.links.all();
  }

  all(): Transaction[] {
    return this.transactions.all();
  }

  link(id: string): Link | undefined {
    return this.links.get(id);
  }

  transaction(id: number): Transaction | undefined {
    return this.transactions.get(id);
  }

  nextId(): number {
    return FIRST_ID + this.transactions.size;
  }

  /** The pages opened under one tx_ref, oldest first. */
  linksFor(txRef: string): readonly Link[] {
    return this.linksByRef.get(txRef) ?? [];
  }

  /** The attempts under one tx_ref, oldest first. */
  attemptsOf(txRef: string): readonly Transaction[] {
    return this.attemptsByRef.get(txRef) ?? [];
  }

  save(link: Link): void {
    if (!this.links.get(link.id)) put(this.linksByRef, link);
    this.links.save(link);
  }

  saveAttempt(transaction: Transaction): void {
    if (!this.transactions.get(transaction.id)) put(this.attemptsByRef, transaction);
    this.transactions.save(transaction);
  }

  clear(): void {
    for (const part of [this.links, this.transactions, this.linksByRef, this.attemptsByRef]) part.clear();
  }
}

function put<Row extends { txRef: string }>(index: Map<string, Row[]>, row: Row): void {
  const rows = index.get(row.txRef);
  if (rows) rows.push(row);
  else index.set(row.txRef, [row]);
}
