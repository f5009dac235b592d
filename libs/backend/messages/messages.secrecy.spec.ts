import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from '@pakashop/platform';
import { MessagesStage, Recipient } from './messages.fixtures.js';

let stage: MessagesStage;
beforeAll(async () => void (stage = await MessagesStage.open()));
afterAll(() => stage.close());

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const tables = await stage.db.rows<{ name: string }>(sql`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_schema IN ('backend', 'platform') AND table_type = 'BASE TABLE'`);
  const texts = await Promise.all(
    tables.map(({ name }) => stage.db.pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)),
  );
  return texts.flatMap(({ rows }) => rows.map(({ row }) => row)).join('\n');
}

it('keeps no contact, no code and no text in any row, job, stored report or log line', async () => {
  const person = new Recipient();
  const rejected = { operation: 'message', kind: 'rejected' } as const;
  stage.fault({ ...rejected, provider: 'whatsapp', code: '131026', times: 2 });
  stage.fault({ ...rejected, provider: 'twilio', code: '21610' });
  stage.fault({ provider: 'twilio', operation: 'message', kind: 'timeoutAfterApply' });
  const all = [await stage.send(person)];
  await stage.untilStates(all[0]!, 'whatsapp FAILED', 'twilio FAILED', 'resend DELIVERED');
  await stage.db.execute(sql`DELETE FROM backend.message_suppressions`);
  all.push(await stage.send(person), await stage.send(person));
  await stage.pass(20, all[1]!);
  await stage.untilStates(all[1]!, 'whatsapp FAILED', 'twilio DELIVERED');
  await stage.untilStates(all[2]!, 'whatsapp DELIVERED');
  stage.fault({ provider: 'resend', operation: 'email', kind: 'unauthorized' });
  stage.fault({ provider: 'smtp', operation: 'mail', kind: 'rejected' });
  all.push(await stage.send(person, ['email']));
  const bounced = await stage.send(person, ['email']);
  await stage.untilStates(bounced, 'resend DELIVERED');

  const kept = { rows: await dump(), log: stage.log };
  expect(kept.rows).toContain(all[0]);
  expect(kept.rows).toContain('twilio');
  expect(kept.log).toContain(all[0]);
  const digits = person.phone.slice(1);
  const wamid = Buffer.from(digits).toString('base64').slice(0, 14);
  const secrets = [digits, digits.slice(3), person.email, person.code, 'your code is', 'wamid', wamid];
  const inHex = secrets.map((secret) => Buffer.from(secret).toString('hex'));
  for (const [place, text] of Object.entries(kept)) {
    for (const secret of [...secrets, ...inHex]) {
      const at = text.indexOf(secret);
      expect({ place, secret, found: at < 0 ? '' : text.slice(Math.max(0, at - 200), at + 60) }).toEqual({
        ...{ place, secret, found: '' },
      });
    }
  }
});
