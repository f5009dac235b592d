import { jest } from '@jest/globals';
import { Database, sql } from '@pakashop/platform';
import pg from 'pg';
import { type Channel, type Composed, Composers } from '../messages/messages.service.js';
import { CODE_MESSAGE } from './auth.challenges.js';
import type { People } from './auth.fixtures.js';
import { Passwords } from './auth.passwords.js';
import type { ChallengePurpose } from './auth.purposes.js';

let lastNumber = Math.floor(Math.random() * 9_000_000);

/** A mobile number that nobody else here has, as people write it and as it is kept. */
export function newPhone(prefix = '097'): { typed: string; phone: string } {
  const typed = `${prefix}${String(1_000_000 + (++lastNumber % 9_000_000)).slice(0, 7)}`;
  return { typed, phone: `+260${typed.slice(1)}` };
}

/** What the message of a challenge says when it is sent; undefined when none is. */
export const letterOf = (
  people: People,
  challengeId: string,
  channel: Channel = 'sms',
): Promise<Composed | undefined> => people.app.get(Composers).of(CODE_MESSAGE)(challengeId, channel);

/** The challenge that was opened last for a purpose, where its id is told to nobody. */
export async function latest(people: People, purpose: ChallengePurpose): Promise<string> {
  const { id } = await people.app.get(Database).one<{ id: string }>(sql`
    SELECT id FROM backend.challenges WHERE purpose = ${purpose} ORDER BY created_at DESC LIMIT 1`);
  return id;
}

/** The token in the link of the mail that was sent last for a purpose. */
export async function tokenOf(people: People, purpose: ChallengePurpose): Promise<string> {
  const letter = await letterOf(people, await latest(people, purpose), 'email');
  return /#token=(\S+)/.exec(letter!.text)![1]!;
}

/** The texts of all statements that work sends to the database. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args as [string | { text?: string }];
    const text = typeof first === 'string' ? first : first.text;
    if (text) texts.push(text);
    return (query as (...rest: unknown[]) => unknown).apply(this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return texts;
}

/** What can be told from outside, and what happens inside, apart from names, ids and hashes. */
export async function traceOf(
  people: People,
  work: () => Promise<{ status: number; body: object; headers: object }>,
): Promise<string> {
  const passwords = people.app.get(Passwords);
  const hashes = [jest.spyOn(passwords, 'hash'), jest.spyOn(passwords, 'verify')];
  let answer: Awaited<ReturnType<typeof work>>;
  const statements = await statementsOf(async () => (answer = await work()));
  const counts = hashes.map((spy) => spy.mock.calls.length);
  for (const spy of hashes) spy.mockRestore();
  const { 'x-request-id': _, date: __, ...headers } = answer!.headers as Record<string, string>;
  const body = Object.entries(answer!.body).map(([name, value]) => [name, String(value).length]);
  return JSON.stringify({ status: answer!.status, body, headers, counts, statements });
}
