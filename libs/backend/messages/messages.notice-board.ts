import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, type Tx } from '@pakashop/platform';
import { reachOf } from '../users/users.reach.js';
import { type Channel, type Composed, Composers, Messages } from './messages.service.js';

/** What a notice says, and to whom. */
export interface Told extends Omit<Composed, 'to'> {
  readonly userId: string;
}

const DAY_SECONDS = 86_400;

/**
 * Notices of one area: ordered with what happened, written when they are sent, to the contacts that the person has proven
 * by then.
 */
@Injectable()
export abstract class NoticeBoard<Notice extends string> implements OnModuleInit {
  /** What the purposes of these messages begin with. */
  protected abstract readonly area: string;
  protected abstract readonly notices: readonly Notice[];
  protected readonly channels: readonly Channel[] = ['email', 'sms'];

  constructor(
    protected readonly db: Database,
    private readonly messages: Messages,
    private readonly composers: Composers,
  ) {}

  /** Undefined when what it tells is not so any more: then nothing is sent. */
  protected abstract write(notice: Notice, reference: string): Promise<Told | undefined>;

  onModuleInit(): void {
    for (const notice of this.notices) {
      this.composers.register(this.purposeOf(notice), (reference) => this.compose(notice, reference));
    }
  }

  /** Orders the notice in the transaction of its cause. */
  protected async order(tx: Tx, notice: Notice, reference: string, userId: string): Promise<void> {
    await this.messages.order(tx, {
      purpose: this.purposeOf(notice),
      reference,
      channels: this.channels,
      validSeconds: DAY_SECONDS,
      userId,
    });
  }

  private async compose(notice: Notice, reference: string): Promise<Composed | undefined> {
    const told = await this.write(notice, reference);
    if (!told) return undefined;
    const { userId, ...letter } = told;
    const to = await reachOf(this.db, userId);
    return to && { to, ...letter };
  }

  private purposeOf(notice: Notice): string {
    return `${this.area}.${notice}`;
  }
}

/** The names of a table of notices. */
export const namesOf = <T extends object>(notices: T): (keyof T & string)[] =>
  Object.keys(notices) as (keyof T & string)[];
