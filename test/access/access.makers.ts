import { newId, type sql } from '@pakashop/platform';
import { randomUUID } from 'node:crypto';
import type { Caller } from './access.people.js';
import type { Things } from './access.things.js';

/** The parameters of a path that lead to something, and what a request about it says besides. */
export type Params = Readonly<Record<string, string>>;

/** Makes something of somebody's; nothing when somebody like this cannot have one. */
export type Maker = (things: Things, owner: Caller) => Promise<Params | undefined> | Params | undefined;

/** Ngwee that those have earned, offered or are owed whose things the specs make: no amount of anybody else is so much. */
export const THEIRS = 7_193_117;

export const AVATAR = { purpose: 'avatar', contentType: 'image/png', bytes: 100 };

/** A valid order of one piece. */
export const orderOf = (variantId: string) => ({
  lines: [{ variantId, quantity: 1 }],
  delivery: { province: 'Lusaka', town: 'Lusaka', landmark: 'behind the Total filling station', phone: '0966123456' },
  contact: { name: 'Mutale Banda', phone: '0977123456' },
});

export const kwacha = (amount: number) => ({ amount, currency: 'ZMW' });

export const idOf = (made: { id: string } | undefined): Params | undefined => made && { id: made.id };

/** A thing of a person, made by one statement that takes its id and theirs. */
export const row =
  (insert: (id: string, userId: string) => ReturnType<typeof sql>): Maker =>
  async ({ db }, { userId }) => {
    if (!userId) return undefined;
    const id = newId();
    await db.execute(insert(id, userId));
    return { id };
  };

export const invited = (path: (owner: Caller) => string | undefined, role: string): Maker => {
  return async ({ call }, owner) => {
    const [base, holds] = [path(owner), owner.shopId ?? owner.fleetId];
    if (!base) return undefined;
    const email = `i-${randomUUID()}@example.com`;
    const { id } = await call(owner, 'POST', `${base}/invitations`, { role, email });
    return { ...(holds && { id: holds }), [holds ? 'invitationId' : 'id']: id };
  };
};

/** What belongs to the marketplace: whoever may see one may see all. */
export const everybodys =
  (make: (things: Things) => Promise<Params>): Maker =>
  (things, owner) =>
    isOffice(owner) ? make(things) : undefined;

/** Who stands for the marketplace, which signs in nowhere. */
export const isOffice = ({ role }: Caller): boolean => role === 'SYSTEM';
