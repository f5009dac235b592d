import { Inject, Injectable } from '@nestjs/common';
import type { Actor, Metering } from '@pakashop/platform';
import { GatewayConfig } from './gateway.config.js';
import { rateOf, type Rate } from './gateway.gcra.js';

/** A limit with a name that clients see. */
export interface Policy extends Rate {
  readonly name: string;
  /** As the RateLimit-Policy header says it. */
  readonly header: string;
  /** What it counts, in the words of a refusal. */
  readonly counts: string;
  /** Guessing or money is at stake: where Redis is away, all processes go on counting together, in PostgreSQL. */
  readonly isGuarded: boolean;
  /** Charging and giving back one unit, as arguments of the script. */
  readonly charge: readonly string[];
  readonly refund: readonly string[];
}

/** Units of a policy for one key. */
export interface Demand {
  readonly policy: Policy;
  readonly key: string;
  /** Below zero it gives units back. */
  readonly cost: number;
}

/** Who or what a request counts against. */
export interface Counted extends Pick<Actor, 'kind' | 'userId' | 'guestHash' | 'client'> {
  readonly network: string;
  /** Digests of the contact and the device key that its body names. */
  readonly contact?: string;
  readonly device?: string;
}

const QUARTER_HOUR = 900;
const MINUTE = 60;

function policy(name: string, counts: string, quota: number, seconds: number, isGuarded = false): Policy {
  const rate = rateOf(quota, seconds);
  const args = [String(rate.interval), String(rate.window)];
  const header = `"${name}";q=${quota};w=${seconds}`;
  return { ...rate, name, counts, header, isGuarded, charge: [...args, '1'], refund: [...args, '-1'] };
}

/** Which limits a request counts against. The strictest decides. */
@Injectable()
export class Policies {
  private readonly account: Policy;
  private readonly address: Policy;
  private readonly client: Policy;
  private readonly webhook: Policy;
  private readonly auth: Readonly<Record<'address' | 'account' | 'contact' | 'device' | 'key', Policy>>;
  private readonly payments: Readonly<Record<'address' | 'account' | 'contact', Policy>>;

  constructor(@Inject(GatewayConfig) config: GatewayConfig) {
    this.account = policy('account', 'this account', config.RATE_LIMIT_ACCOUNT, QUARTER_HOUR);
    this.address = policy('address', 'this address', config.RATE_LIMIT_ADDRESS, QUARTER_HOUR);
    this.client = policy('client', 'this application', config.RATE_LIMIT_CLIENT, QUARTER_HOUR);
    this.webhook = policy('webhook', 'this address', config.RATE_LIMIT_WEBHOOK, QUARTER_HOUR);
    const auth = (name: string, what: string): Policy =>
      policy(name, `attempts ${what}`, config.RATE_LIMIT_AUTH, MINUTE, true);
    this.auth = {
      address: auth('auth', 'from this address'),
      account: auth('auth-account', 'of this account'),
      contact: auth('auth-contact', 'with this phone number or e-mail address'),
      device: auth('auth-device', 'with this device'),
      key: auth('client-key', 'with this client key'),
    };
    const payments = (name: string, what: string, quota: number): Policy =>
      policy(name, `payments ${what}`, quota, QUARTER_HOUR, true);
    this.payments = {
      address: payments('payments-address', 'from this address', config.RATE_LIMIT_PAYMENTS_ADDRESS),
      account: payments('payments', 'of this account', config.RATE_LIMIT_PAYMENTS),
      contact: payments('payments-contact', 'with this phone number', config.RATE_LIMIT_PAYMENTS),
    };
  }

  /** Every request from outside, before anything is known but where it comes from and with which key. */
  ofRequest(network: string, client: string | undefined, cost: number): Demand[] {
    const demands: Demand[] = [{ policy: this.address, key: `a:${network}`, cost }];
    if (client !== undefined) demands.push({ policy: this.client, key: `c:${client}`, cost });
    return demands;
  }

  /** A provider's callback. */
  ofCallback(network: string): Demand[] {
    return [{ policy: this.webhook, key: `w:${network}`, cost: 1 }];
  }

  /** A client key with a wrong secret, by the part of it that is none. */
  ofWrongKey(kid: string): Demand {
    return { policy: this.auth.key, key: `k:${kid}`, cost: 1 };
  }

  /**
   * What the caller of a route counts against beyond {@link ofRequest}. A signed-in person answers with their own
   * account, so the address, which a phone network's customers share, gets its units back. Guest tokens are free to make
   * and give nothing back.
   */
  ofCaller(caller: Counted, metering?: Metering): Demand[] {
    const cost = metering?.cost ?? 1;
    const account = caller.userId ?? caller.guestHash;
    const demands: Demand[] = [];
    if (account !== undefined) demands.push({ policy: this.account, key: `u:${account}`, cost });
    if (caller.kind === 'person') demands.push({ policy: this.address, key: `a:${caller.network}`, cost: -cost });
    if (metering?.policy === 'auth') demands.push(...this.ofGuess(caller, cost));
    if (metering?.policy === 'payments') demands.push(...this.ofPayment(caller, cost));
    return demands;
  }

  private *ofGuess({ network, client, userId, contact, device }: Counted, cost: number): Iterable<Demand> {
    const { auth } = this;
    yield { policy: auth.address, key: `l:${network}:${client ?? ''}`, cost };
    if (userId !== undefined) yield { policy: auth.account, key: `lu:${userId}`, cost };
    if (contact !== undefined) yield { policy: auth.contact, key: `lc:${contact}`, cost };
    if (device !== undefined) yield { policy: auth.device, key: `ld:${device}`, cost };
  }

  private *ofPayment({ network, userId, guestHash, contact }: Counted, cost: number): Iterable<Demand> {
    const { payments } = this;
    const account = userId ?? guestHash;
    yield { policy: payments.address, key: `pa:${network}`, cost };
    if (account !== undefined) yield { policy: payments.account, key: `p:${account}`, cost };
    if (contact !== undefined) yield { policy: payments.contact, key: `pc:${contact}`, cost };
  }
}
