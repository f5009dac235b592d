import { Injectable } from '@nestjs/common';
import { type Again, OnJob, type Work } from '@pakashop/platform';
import { Matching } from './matching.service.js';
import {
  type DayRef,
  FetchStatement,
  ImportStatement,
  MatchStatement,
  RematchWallet,
  type StatementRef,
  type WalletRef,
} from './reconciliation.jobs.js';
import { StatementFetch } from './statements.fetch.js';
import { StatementImport } from './statements.import.js';

/** The jobs of the domain. */
@Injectable()
export class ReconciliationWork {
  constructor(
    private readonly fetch: StatementFetch,
    private readonly importing: StatementImport,
    private readonly matching: Matching,
  ) {}

  @OnJob(FetchStatement)
  fetchDay(work: Work<DayRef>): Promise<Again | void> {
    return this.fetch.fetch(work.payload, work.round);
  }

  @OnJob(ImportStatement)
  read(work: Work<StatementRef>): Promise<Again | void> {
    return this.importing.read(work);
  }

  @OnJob(MatchStatement)
  match(work: Work<StatementRef>): Promise<void> {
    return this.matching.match(work.payload.statementId, work);
  }

  @OnJob(RematchWallet)
  matchAgain({ payload: { provider, currency } }: Work<WalletRef>): Promise<void> {
    return this.matching.matchAgain(provider, currency);
  }
}
