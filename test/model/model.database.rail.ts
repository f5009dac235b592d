import { newId } from '@pakashop/platform';
import {
  type Line,
  type NetworkState,
  PayoutRail,
  type Sent,
  type SentTogether,
  type Standing,
} from '../../libs/settlement/payouts.rail.js';
import type { Answer } from './model.subject.js';

const SENT: Readonly<Record<Answer, Sent>> = {
  accepted: { kind: 'accepted' },
  unknown: { kind: 'unknown', reason: 'a time-out', sent: true },
  refused: { kind: 'refused', code: 'RECIPIENT_NOT_ALLOWED', message: 'no' },
};

/** A company that answers as it is told, and remembers what it was asked to pay. */
export class ToldRail extends PayoutRail {
  readonly name = 'pawapay';
  readonly bulk = 20;
  readonly repeatable = true;
  /** By amount and payee's account: what sending comes to. */
  readonly answers = new Map<string, Answer>();
  /** What it says of a payout later. */
  readonly standings = new Map<string, Standing>();
  /** How often it was asked to pay, by reference. */
  readonly asked = new Map<string, number>();

  supports(): boolean {
    return true;
  }

  newReference(): string {
    return newId();
  }

  async network(): Promise<NetworkState> {
    return { isOpen: true, min: null, max: null };
  }

  async balance(): Promise<number> {
    return Number.MAX_SAFE_INTEGER;
  }

  async send(lines: readonly Line[]): Promise<SentTogether> {
    for (const { reference } of lines) this.asked.set(reference, (this.asked.get(reference) ?? 0) + 1);
    const sent = lines.map(
      ({ reference, destination: { account } }) => [reference, SENT[this.answers.get(account)!]] as const,
    );
    return { kind: 'lines', lines: new Map(sent) };
  }

  async ask(reference: string): Promise<Standing> {
    return this.standings.get(reference) ?? { kind: 'notFound' };
  }

  async cancel(): Promise<boolean> {
    return false;
  }
}
