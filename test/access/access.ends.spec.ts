import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from '@pakashop/platform';
import { AccessTokens } from '../../libs/backend/auth/auth.tokens.js';
import { Market, type Request } from './access.market.js';
import { type Caller, CLIENT_KEY } from './access.people.js';

let market: Market;
let admin: Caller;

beforeAll(async () => {
  market = await Market.open();
  admin = await market.people.holder('PLATFORM_ADMIN');
}, 60_000);
afterAll(() => market?.app.close());

async function ask(name: string, caller: Caller, request: Request = {}): Promise<string> {
  const { statusCode, body } = await market.send(market.route(name), caller, request);
  return statusCode < 400 ? String(statusCode) : `${statusCode} ${(JSON.parse(body) as { code: string }).code}`;
}
const grantOf = async ({ userId, role }: Caller): Promise<string> => {
  const { id } = await market.db.one<{ id: string }>(
    sql`SELECT id FROM backend.role_grants WHERE user_id = ${userId} AND role = ${role}`,
  );
  return id;
};

/** The same session with the access token that a refresh would answer now. */
async function refreshed(caller: Caller): Promise<Caller> {
  const { userId, sessionId } = caller as { userId: string; sessionId: string };
  const { version } = await market.db.one<{ version: number }>(
    sql`SELECT session_version AS version FROM backend.users WHERE id = ${userId}`,
  );
  const { token } = market.app.get(AccessTokens).issue({ userId, sessionId, audience: 'staff', version });
  return { ...caller, headers: { 'x-pakashop-key': CLIENT_KEY, authorization: `Bearer ${token}` } };
}

const LOOK = 'GET /staff/shops';
const reason = 'Left the company';

describe('a member of staff, through the door that clients knock at', () => {
  it('is refused at once when the role is taken, with the token at hand and with a new one', async () => {
    const moderator = await market.people.holder('MODERATOR');
    expect(await ask(LOOK, moderator)).toBe('200');
    const params = { id: moderator.userId!, grantId: await grantOf(moderator) };
    expect(await ask('DELETE /users/{id}/grants/{grantId}', admin, { params, query: { reason } })).toBe('204');
    expect(await ask(LOOK, moderator)).toBe('401 AUTH_001');
    expect(await ask(LOOK, await refreshed(moderator))).toBe('403 AUTH_002');
  });

  it('is refused at once when the rows say that the role is gone, whoever wrote them', async () => {
    const moderator = await market.people.holder('MODERATOR');
    expect(await ask(LOOK, moderator)).toBe('200');
    await market.db.execute(
      sql`UPDATE backend.role_grants SET revoked_at = now() WHERE id = ${await grantOf(moderator)}`,
    );
    expect(await ask(LOOK, moderator)).toBe('403 AUTH_002');
  });

  it('is out at once when suspended, by an administrator and by nobody else', async () => {
    const [moderator, support] = [await market.people.holder('MODERATOR'), await market.people.holder('SUPPORT_AGENT')];
    expect(await ask(LOOK, moderator)).toBe('200');
    const request = { params: { id: moderator.userId! }, body: { reason } };
    expect(await ask('POST /users/{id}/suspend', support, request)).toBe('403 AUTH_002');
    expect(await ask(LOOK, moderator)).toBe('200');
    expect(await ask('POST /users/{id}/suspend', admin, request)).toBe('200');
    expect(await ask(LOOK, moderator)).toBe('401 AUTH_001');
  });
});
