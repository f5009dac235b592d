import { Inject, Injectable } from '@nestjs/common';
import { Counters, networkOf } from '@pakashop/platform';
import { AuthConfig } from './auth.config.js';
import { Pace } from './auth.pace.js';

const EVERYWHERE = 'everywhere';
const MANY_HERE = 'Too many wrong passwords come from your network. Sign in with a code';
const MANY_EVERYWHERE = 'Somebody guesses passwords at this moment. Sign in with a code';

/**
 * Counts wrong passwords per network, so that one machine cannot try one password everywhere, and all of them together:
 * who guesses slowly from many addresses is seen nowhere else. While the latter are too many, sign-ins from unknown
 * devices wait, and those from known ones, which have budgets of their own, go on. An attempt is taken before anything is
 * compared, and given back when it was right: the customers of a phone company share few addresses.
 */
@Injectable()
export class Brakes {
  constructor(
    private readonly pace: Pace,
    private readonly counters: Counters,
    @Inject(AuthConfig) private readonly config: AuthConfig,
  ) {}

  /** Takes an attempt of the network. @throws Problem RATE_001 with the seconds to wait */
  takeHere(address: string): Promise<void> {
    return this.pace.take(subjectOf(address), this.config.RATE_LIMIT_AUTH, MANY_HERE);
  }

  /** Takes an attempt of all that unknown devices have. @throws Problem RATE_001 with the seconds to wait */
  async takeEverywhere(): Promise<void> {
    try {
      await this.pace.take(EVERYWHERE, this.config.WRONG_PASSWORDS_PER_MINUTE, MANY_EVERYWHERE);
    } catch (error) {
      this.counters.add('pakashop_sign_ins_held_back_total');
      throw error;
    }
  }

  giveBackHere(address: string): Promise<void> {
    return this.pace.giveBack(subjectOf(address), this.config.RATE_LIMIT_AUTH);
  }

  giveBackEverywhere(): Promise<void> {
    return this.pace.giveBack(EVERYWHERE, this.config.WRONG_PASSWORDS_PER_MINUTE);
  }
}

const subjectOf = (address: string): string => `network:${networkOf(address)}`;
