import { type Client, createClient } from '@pakashop/client';
import { createHmac } from 'node:crypto';
import { codeOf } from '../../apps/authenticator.js';
import { Buyer } from './buyer.js';
import { SECRETS } from './environment.js';
import type { Marketplace } from './marketplace.js';
import type { Process } from './processes.js';

/** What was answered with success: it must be there whatever happens afterwards (INV-10). */
export interface Acknowledged {
  readonly key: string;
  readonly orderId: string;
}

type Audience = 'customer' | 'vendor' | 'agent' | 'staff';

/** Tokens of a sign-in with a second factor. */
export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Somebody with an authenticator app, signed in on their surface. */
export interface Insider {
  /** What the authenticator app has. */
  readonly secret: string;
  readonly id: string;
  readonly email: string;
  readonly session: Session;
  readonly client: Client;
}

const PASSWORD = 'Luangwa-kudu-at-dusk-7';
/** Numbers that no provider has published as test numbers: their phone rings. */
const PREFIX = { MTN_MONEY: '+26096', AIRTEL_MONEY: '+26097', ZAMTEL_MONEY: '+26095' } as const;

let lastNumber = 1_000_000;

/** A new wallet of an operator, whose phone rings in the sandbox. */
export const newWallet = (method: keyof typeof PREFIX = 'MTN_MONEY'): string => `${PREFIX[method]}${++lastNumber}`;

/** Makes people and guests, who act through the typed client. */
export class People {
  readonly acknowledged: Acknowledged[] = [];
  constructor(private readonly market: Marketplace) {}

  /** Nobody yet. */
  client(api: Process = this.market.api, who: { token?: string; guestToken?: string } = {}): Client {
    return createClient({
      baseUrl: api.url,
      clientKey: SECRETS.PAKASHOP_CLIENT_KEY,
      token: () => who.token,
      guestToken: () => who.guestToken,
    });
  }

  /** A guest who buys. */
  async guest(api: Process = this.market.api): Promise<Buyer> {
    const { guestToken } = await this.client(api).post('/cart/guest');
    return new Buyer(this.market, (process) => this.client(process, { guestToken }), api);
  }

  /** A person who buys. */
  async customer(name: string): Promise<Buyer> {
    const { user, tokens } = await this.register(name, 'customer');
    return this.buyerOf(user.id, tokens.accessToken);
  }

  /** Somebody who sells, with an authenticator app; the client acts as the seller. */
  async vendor(name: string): Promise<Insider> {
    const { user, tokens } = await this.register(name, 'vendor');
    return this.insider(user.id, name, tokens.accessToken);
  }

  /** Somebody who was given a role that is used with a second factor. */
  async hired(name: string, audience: 'agent', give: (userId: string) => Promise<unknown>): Promise<Insider> {
    const { user } = await this.register(name, 'customer');
    await give(user.id);
    const { tokens } = await this.signIn(emailOf(name), audience);
    return this.insider(user.id, name, tokens.accessToken);
  }

  /** Signs a known person in as a buyer. */
  async asCustomer(email: string): Promise<Buyer> {
    const { user, tokens } = await this.signIn(email, 'customer');
    return this.buyerOf(user.id, tokens.accessToken);
  }

  /** A member of staff with a role, given by an administrator. */
  async staff(name: string, role: 'FRAUD_ANALYST' | 'FINANCE_ADMIN' | 'SUPPORT_AGENT'): Promise<Client> {
    return (await this.colleague(name, role)).client;
  }

  /** The same, with what is needed to stay signed in. */
  async colleague(name: string, role: 'FRAUD_ANALYST' | 'FINANCE_ADMIN' | 'SUPPORT_AGENT'): Promise<Insider> {
    const { user } = await this.register(name, 'customer');
    const admin = await this.administrator();
    const grant = { role, scope: 'platform', reason: 'A new colleague' } as const;
    await admin.post('/users/{id}/grants', { params: { path: { id: user.id } }, body: grant });
    const { tokens } = await this.signIn(emailOf(name), 'staff');
    return this.insider(user.id, name, tokens.accessToken);
  }

  private async insider(id: string, name: string, token: string): Promise<Insider> {
    const { secret, ...session } = await this.enrol(emailOf(name), token);
    return { id, email: emailOf(name), secret, session, client: this.clientOf(session) };
  }

  private clientOf({ accessToken }: Session): Client {
    return this.client(undefined, { token: accessToken });
  }

  /** Recovery codes of those who have an authenticator app, since a code of the app is good once in half a minute. */
  private readonly recovery = new Map<string, string[]>();

  /** Sets up an authenticator app; who does goes on with the new session. */
  private async enrol(login: string, token: string): Promise<Session & { secret: string }> {
    const client = this.client(undefined, { token });
    const { secret } = await client.post('/me/factors/totp');
    const { tokens, recoveryCodes } = await client.post('/me/factors/totp/confirm', { body: { code: codeOf(secret) } });
    this.recovery.set(login, recoveryCodes!);
    return { secret, ...tokens };
  }

  private admin?: Promise<Client>;
  private administrator(): Promise<Client> {
    this.admin ??= this.client()
      .post('/auth/bootstrap-admin', {
        body: {
          token: SECRETS.BOOTSTRAP_ADMIN_TOKEN,
          name: 'Natasha Zulu',
          email: 'admin@e2e.pakashop.store',
          password: PASSWORD,
        },
      })
      .then(({ user, tokens }) => this.enrol(user.email!, tokens.accessToken))
      .then((session) => this.clientOf(session));
    return this.admin;
  }

  private buyerOf(userId: string, token: string): Buyer {
    return new Buyer(this.market, (process) => this.client(process, { token }), this.market.api, userId);
  }

  private async register(name: string, audience: 'customer' | 'vendor') {
    const { challengeId } = await this.client().post('/auth/register', {
      body: { name, email: emailOf(name), password: PASSWORD, audience },
    });
    const params = { path: { id: challengeId } };
    const body = { code: oneTimeCode(challengeId) };
    return signedIn(await this.client().post('/auth/register/{id}/confirm', { params, body }));
  }

  private async signIn(login: string, audience: Audience) {
    const answer = await this.client().post('/auth/sign-in', { body: { login, password: PASSWORD, audience } });
    if (!('pending' in answer)) return answer;
    const body = { token: answer.pending.token, method: 'recovery', code: this.recovery.get(login)!.pop()! } as const;
    return this.client().post('/auth/second-factor', { body });
  }
}

/** What the message would say; it follows from the installation's secret. */
function oneTimeCode(challengeId: string): string {
  const digest = createHmac('sha256', SECRETS.CODE_KEY).update(`code:${challengeId}`).digest();
  return String(digest.readBigUInt64BE() % 1_000_000n).padStart(6, '0');
}

function signedIn<T extends object>(answer: T): Extract<T, { tokens: object }> {
  if (!('tokens' in answer)) throw new Error('a second factor is asked for');
  return answer as Extract<T, { tokens: object }>;
}

const emailOf = (name: string): string => `${name.toLowerCase().replaceAll(' ', '.')}@e2e.pakashop.store`;
