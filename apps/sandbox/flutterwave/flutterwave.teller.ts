import type { FastifyReply } from 'fastify';
import { respond, type Answer, type Tongue } from '../core/answers.js';
import type { Workbench } from '../core/workbench.js';
import { flutterwaveTongue, orTrouble, unknownTransaction } from './flutterwave.answers.js';
import type { Transaction } from './flutterwave.types.js';

/** What a request is about, for faults and books. */
interface About {
  reference?: unknown;
  phone?: unknown;
  alias?: string;
}

/** Answers requests on the Flutterwave side: under the faults of the moment, in the envelope of the company. */
export class Teller {
  private readonly tongue: Tongue;

  constructor(private readonly bench: Workbench) {
    this.tongue = flutterwaveTongue(bench);
  }

  serve(reply: FastifyReply, operation: string, about: About, work: () => Answer): Promise<FastifyReply> {
    const references = typeof about.reference === 'string' ? [about.reference] : [];
    const aliases = about.alias === undefined ? [] : [about.alias];
    const phone = typeof about.phone === 'string' ? about.phone : undefined;
    const call = { provider: 'flutterwave' as const, operation, references, aliases, phone };
    return respond(this.bench, this.tongue, call, reply, () => orTrouble(work));
  }

  /** Serves a request about one transaction, which must exist. */
  serveAbout(
    reply: FastifyReply,
    operation: string,
    found: Transaction | undefined,
    work: (transaction: Transaction) => Answer,
  ): Promise<FastifyReply> {
    const about = found ? { reference: found.txRef, phone: found.phone, alias: String(found.id) } : {};
    return this.serve(reply, operation, about, () => {
      if (!found) throw unknownTransaction(this.bench);
      return work(found);
    });
  }
}
