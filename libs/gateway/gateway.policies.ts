import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@pakashop/platform';
import { GatewayConfig } from './gateway.config.js';
import { rateOf, type Rate } from './gateway.gcra.js';

/** A limit with a name that clients see. */
export interface Policy extends Rate {
  readonly name: string;
  /** As the RateLimit-Policy header says it. */
  readonly header: string;
  /** What holds instead while Redis is away; the same when absent. */
  readonly alone?: Policy;
  /** Charging and giving back one unit, as arguments of the script. */
  readonly charge: readonly string[];
  readonly refund: readonly string[];
}

/** One unit of a policy for one key. */
export interface Demand {
  readonly policy: Policy;
  readonly key: string;
  /** Gives the unit back instead of taking it. */
  readonly refund?: boolean;
}

const QUARTER_HOUR = 900;
const MINUTE = 60;

/** @param alone what holds while Redis is away; the same, unless given */
function policy(name: string, quota: number, seconds: number, alone?: Policy): Policy {
  const rate = rateOf(quota, seconds);
  const args = [String(rate.interval), String(rate.window)];
  const header = `"${name}";q=${quota};w=${seconds}`;
  return { ...rate, name, header, charge: [...args, '1'], refund: [...args, '-1'], alone };
}

/** Where guessing or money is at stake, a process that counts alone allows a quarter: stricter, never open. */
const guarded = (name: string, quota: number, seconds: number): Policy =>
  policy(name, quota, seconds, policy(name, Math.max(1, Math.floor(quota / 4)), seconds));

/** Which limits a request counts against. */
@Injectable()
export class Policies {
  private readonly account: Policy;
  private readonly address: Policy;
  private readonly client: Policy;
  private readonly auth: Policy;
  private readonly payments: Policy;
  private readonly paymentsAddress: Policy;
  private readonly webhook: Policy;

  constructor(@Inject(GatewayConfig) config: GatewayConfig) {
    this.account = policy('default', config.RATE_LIMIT_ACCOUNT, QUARTER_HOUR);
    this.address = policy('default', config.RATE_LIMIT_ADDRESS, QUARTER_HOUR);
    this.client = policy('client', config.RATE_LIMIT_CLIENT, QUARTER_HOUR);
    this.auth = guarded('auth', config.RATE_LIMIT_AUTH, MINUTE);
    this.payments = guarded('payments', config.RATE_LIMIT_PAYMENTS, QUARTER_HOUR);
    this.paymentsAddress = guarded('payments', config.RATE_LIMIT_PAYMENTS_ADDRESS, QUARTER_HOUR);
    this.webhook = policy('webhook', config.RATE_LIMIT_WEBHOOK, QUARTER_HOUR);
  }

  /** Every request from outside, before anything is known but where it comes from and with which key. */
  ofRequest(network: string, client?: string): Demand[] {
    const demands: Demand[] = [{ policy: this.address, key: `a:${network}` }];
    if (client !== undefined) demands.push({ policy: this.client, key: `c:${client}` });
    return demands;
  }

  /** A provider's callback. */
  ofCallback(network: string): Demand[] {
    return [{ policy: this.webhook, key: `w:${network}` }];
  }

  /**
   * What the caller of a route counts against beyond {@link ofRequest}. A signed-in person answers with their own
   * account, so the address, which a phone network's customers share, gets its unit back. Guest tokens are free to make
   * and give nothing back.
   */
  ofCaller(actor: Actor, network: string, named?: string): Demand[] {
    const account = actor.userId ?? actor.guestHash;
    const demands: Demand[] = [];
    if (account !== undefined) demands.push({ policy: this.account, key: `u:${account}` });
    if (actor.kind === 'person') demands.push({ policy: this.address, key: `a:${network}`, refund: true });
    if (named === 'auth') demands.push({ policy: this.auth, key: `l:${network}:${actor.client ?? ''}` });
    if (named === 'payments') {
      demands.push({ policy: this.paymentsAddress, key: `pa:${network}` });
      if (account !== undefined) demands.push({ policy: this.payments, key: `p:${account}` });
    }
    return demands;
  }
}
