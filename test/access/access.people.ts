import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type ActorInit, Database, newId, sql } from '@pakashop/platform';
import { createHash, randomBytes } from 'node:crypto';
import type { Audience } from '../../libs/backend/auth/auth.contract.js';
import { type HeldRole, permissionsOf, type Role, ROLES } from '../../libs/backend/auth/auth.permissions.js';
import { AccessTokens } from '../../libs/backend/auth/auth.tokens.js';
import { newNrc, newPhone, newTpin } from '../../libs/backend/applications/applications.fixtures.js';
import { Approvals } from '../../libs/backend/applications/applications.approvals.js';
import { ShopOpening } from '../../libs/backend/shops/shops.opening.js';
import { Grants } from '../../libs/backend/users/users.grants.js';

export const CLIENT_KEY = 'client-key-of-the-access-tests';

/** Somebody who calls: what they send, and what they have. */
export interface Caller {
  /** As the table names them, and as a failure does. */
  readonly who: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly userId?: string;
  readonly sessionId?: string;
  readonly guestHash?: string;
  readonly role?: Role;
  /** The shop, fleet or agent that came with the role. */
  readonly shopId?: string;
  readonly fleetId?: string;
  readonly agentId?: string;
}

interface How {
  readonly who?: string;
  /** Which surface the token is for; the role's own by default. */
  readonly audience?: Audience;
  readonly provenBy?: 'totp' | 'password';
  readonly minutesAgo?: number;
  readonly suspended?: boolean;
}

type Subject = Pick<Caller, 'shopId' | 'fleetId' | 'agentId'>;

const PLACE = { province: 'Lusaka', town: 'Lusaka' } as const;

/** Makes people with roles and sessions, without their having to register and sign in. */
export class People {
  private readonly db: Database;
  private made = 0;
  constructor(private readonly app: NestFastifyApplication) {
    this.db = app.get(Database);
  }

  nobody(): Caller {
    return { who: 'nobody', headers: { 'x-pakashop-key': CLIENT_KEY } };
  }

  guest(): Caller {
    const token = randomBytes(32).toString('base64url');
    const guestHash = createHash('sha256').update(token).digest('hex');
    return { who: 'guest', guestHash, headers: { 'x-pakashop-key': CLIENT_KEY, 'x-guest-token': token } };
  }

  /** Somebody new who holds the role, with all that comes with it, signed in with a second factor a moment ago. */
  async holder(role: Role, how: How = {}): Promise<Caller> {
    const userId = await this.person();
    const subject = await this.give(userId, role);
    const { audience: own } = ROLES[role] as { audience?: Audience };
    const session = await this.session(userId, how.audience ?? own ?? 'customer', how);
    if (how.suspended) await this.db.execute(sql`UPDATE backend.users SET status = 'SUSPENDED' WHERE id = ${userId}`);
    return { who: how.who ?? role, role, userId, ...subject, ...session };
  }

  async person(): Promise<string> {
    const userId = newId();
    const phone = `+26096${String(1_000_000 + ++this.made)}`;
    await this.db.execute(sql`
      INSERT INTO backend.users (id, email, email_verified_at, phone, phone_verified_at, primary_contact, name)
      VALUES (${userId}, ${`p-${userId}@example.com`}, now(), ${phone}, now(), 'phone', 'Mutinta')`);
    return userId;
  }

  async session(userId: string, audience: Audience, { provenBy = 'totp', minutesAgo = 0 }: How = {}) {
    const sessionId = newId();
    await this.db.execute(sql`
      INSERT INTO backend.sessions (id, family_id, user_id, audience, factor_by, factor_at, expires_at)
      VALUES (${sessionId}, ${sessionId}, ${userId}, ${audience}, ${provenBy},
        now() - make_interval(mins => ${minutesAgo}), now() + interval '1 hour')`);
    const { token } = this.app.get(AccessTokens).issue({ userId, sessionId, audience, version: 1 });
    return { sessionId, headers: { 'x-pakashop-key': CLIENT_KEY, authorization: `Bearer ${token}` } };
  }

  private give(userId: string, role: Role): Promise<Subject> {
    const person = {
      applicationId: newId(),
      userId,
      legalName: 'Mutale Phiri',
      nrc: newNrc(),
      phone: `+26${newPhone()}`,
    };
    return this.db.transaction(async (tx): Promise<Subject> => {
      if (role === 'SHOP_OWNER' || role === 'SERVICE_PROVIDER') {
        const kind = role === 'SHOP_OWNER' ? 'GOODS' : 'SERVICES';
        const name = `Shop ${newId()}`;
        const shop = { ownerId: userId, kind, name, description: '', ...PLACE } as const;
        return { shopId: (await this.app.get(ShopOpening).open(tx, shop)).id };
      }
      if (role === 'DELIVERY_AGENT') {
        return { agentId: await this.app.get(Approvals).agent(tx, { ...person, vehicle: 'FOOT', areas: [PLACE] }) };
      }
      if (role === 'FLEET_MANAGER') {
        const company = { name: `Fleet ${userId}`, registeredName: 'Kafue Riders Ltd', tpin: newTpin(), vehicles: 4 };
        const more = { ...company, pacra: '120190001234', landmark: 'behind the market', ...PLACE };
        return { fleetId: await this.app.get(Approvals).courier(tx, { ...person, ...more }) };
      }
      await this.app.get(Grants).give(tx, { userId, role, scope: 'platform', grantedBy: 'system:test' });
      return {};
    });
  }
}

/** The caller as the gateway forwards them to another process of ours. */
export function forwardedAs({ userId, sessionId, guestHash, role, shopId, fleetId }: Caller): ActorInit {
  if (userId === undefined) return { kind: guestHash === undefined ? 'anonymous' : 'guest', guestHash };
  const scopeId = shopId ?? fleetId ?? null;
  const scope = shopId ? 'shop' : fleetId ? 'fleet' : 'platform';
  const held: HeldRole[] = role ? [{ role, scope, scopeId }] : [];
  const grants = (['vendor', 'agent', 'staff'] as const).flatMap((audience) => permissionsOf(held, audience));
  return { kind: 'person', userId, sessionId, grants, factorAt: Math.floor(Date.now() / 1_000) };
}
