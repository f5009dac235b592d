import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idempotencyKey } from '@pakashop/client';
import { answered, refusal } from './buyer.js';
import { Crew, SHORT_WAYS } from './crew.js';
import { useMarketplace } from './marketplace.js';
import type { Process } from './processes.js';
import { until } from './processes.js';
import type { Sale } from './sale.js';

/** The kill matrix of the delivery: a process ends where a PIN is compared or a delivery is told, and one is proven once. */
const market = useMarketplace(() => ({ env: SHORT_WAYS }));
let crew: Crew;
let victim: Process;

beforeAll(async () => {
  crew = await Crew.assemble(market());
  victim = await market().addApi();
}, 60_000);
afterAll(() => victim.stop('SIGKILL'));

/** A sale whose goods are at the door. */
async function atTheDoor(): Promise<Sale> {
  const sale = await crew.sell();
  await sale.dispatch();
  return sale;
}

const proofsOf = ({ part }: Sale) =>
  market().row<{ tries: number; proofs: number; events: number }>(
    `SELECT d.pin_tries AS tries,
       (SELECT count(*)::int FROM backend.delivery_evidence e WHERE e.delivery_id = d.id) AS proofs,
       (SELECT count(*)::int FROM platform.outbox m WHERE m.kind = 'event' AND m.name = 'delivery.delivered'
          AND m.payload ->> 'shopOrderId' = $1) AS events
     FROM backend.deliveries d WHERE d.shop_order_id = $1::uuid`,
    part.id,
  );

/** The process died under the call. */
async function expectNoAnswer(call: Promise<unknown>): Promise<void> {
  await expect(call).rejects.toThrow(/fetch failed|terminated|JSON|network/i);
  await victim.died();
  await market().passLeases();
}

describe('an api that dies while it takes a confirmation', () => {
  it.each([
    ['D1', 'another one', 0],
    ['D1', 'the same one', 0],
    ['D2', 'another one', 1],
    ['D2', 'the same one', 1],
  ])('at %s: repeating the key on %s gives the receipt of one delivery', async (point, whom, before) => {
    const sale = await atTheDoor();
    const [body, key] = [sale.confirmation(await sale.pin()), idempotencyKey()];
    await victim.restart({ FAILPOINTS: `${point}=kill` });
    await expectNoAnswer(sale.confirm(body, { key, by: crew.at(victim, crew.agents[0]) }));
    expect(await proofsOf(sale)).toEqual({ tries: before, proofs: before, events: before });
    if (whom === 'the same one') await victim.start();
    const by = crew.at(whom === 'the same one' ? victim : market().api, crew.agents[0]);
    const receipt = await answered(() => sale.confirm(body, { key, by }));
    expect(await sale.confirm(body, { key, by })).toEqual(receipt);
    expect(await proofsOf(sale)).toEqual({ tries: 1, proofs: 1, events: 1 });
    expect(await sale.standing()).toMatchObject({ status: 'DELIVERED', delivery: 'DELIVERED' });
  });

  it('at D1 with a wrong PIN, again and again: no try is given away, and none is had for nothing', async () => {
    const sale = await atTheDoor();
    const pin = await sale.pin();
    const wrong = String((Number(pin) + 1) % 1_000_000).padStart(6, '0');
    await victim.restart({ FAILPOINTS: 'D1=kill' });
    await expectNoAnswer(sale.confirm(sale.confirmation(wrong), { by: crew.at(victim, crew.agents[0]) }));
    // What was not compared was not learnt from.
    expect(await proofsOf(sale)).toMatchObject({ tries: 0 });
    await victim.start({ FAILPOINTS: 'D2=kill' });
    await expectNoAnswer(sale.confirm(sale.confirmation(wrong), { by: crew.at(victim, crew.agents[0]) }));
    // It was compared, and nobody heard how: it counts.
    expect(await proofsOf(sale)).toMatchObject({ tries: 1 });
    for (let tries = 2; tries <= 5; tries++) {
      expect(await refusal(sale.confirm(sale.confirmation(wrong)))).toMatchObject({ code: 'delivery.pin_wrong' });
      expect(await proofsOf(sale)).toMatchObject({ tries });
    }
    expect(await refusal(sale.confirm(sale.confirmation(pin)))).toMatchObject({ code: 'delivery.pin_locked' });
    const params = { path: { id: await sale.delivery() } };
    await crew.support.client.post('/deliveries/{id}/pin-reset', { params, body: { reason: 'the customer called' } });
    await sale.confirm(sale.confirmation(await sale.pin()));
    expect(await proofsOf(sale)).toMatchObject({ proofs: 1, events: 1 });
  });
});

describe('a worker that dies while a delivery is told', () => {
  it.each([
    [2, 'restarts'],
    [1, 'is replaced'],
  ])('at D3, %d times, and %s: the customer is told once', async (lives, then) => {
    const { worker } = market();
    const sale = await atTheDoor();
    await worker.stop('SIGKILL');
    await sale.confirm(sale.confirmation(await sale.pin()));
    for (let life = 1; life <= lives; life++) {
      await worker.start({ FAILPOINTS: 'D3=kill' });
      await worker.died();
      await market().passLeases();
    }
    const other = then === 'is replaced' ? await market().addWorker() : undefined;
    if (!other) await worker.start();
    await market().converge();
    expect(await lettersAbout(sale)).toBe(1);
    await other?.stop('SIGKILL');
    if (other) await worker.start();
  });
});

describe('a process that stumbles on the way', () => {
  it('throws, and one delivery is proven', async () => {
    const sale = await atTheDoor();
    await victim.restart({ FAILPOINTS: 'D1=throw,D2=throw@2' });
    await market().worker.restart({ FAILPOINTS: 'D3=throw' });
    // It may have been about to send a letter.
    await market().passLeases();
    const body = sale.confirmation(await sale.pin());
    const by = crew.at(victim, crew.agents[0]);
    await expect(sale.confirm(body, { by })).rejects.toMatchObject({ status: 500 });
    expect(await proofsOf(sale)).toMatchObject({ tries: 0, proofs: 0 });
    const receipt = await sale.confirm(body, { by });
    await expect(sale.confirm(body, { by })).rejects.toMatchObject({ status: 500 });
    // By another key, as after the app was started anew.
    expect(await sale.confirm(body, { by })).toEqual(receipt);
    await market().converge();
    expect(await lettersAbout(sale)).toBe(1);
    await market().worker.restart();
  });

  it('hangs before it compares, and others wait for it', async () => {
    const sale = await atTheDoor();
    await victim.restart({ FAILPOINTS: 'D1=hang:1500' });
    const body = sale.confirmation(await sale.pin());
    const slow = sale.confirm(body, { by: crew.at(victim, crew.agents[0]) });
    await until('the delivery is held', async () => {
      const waiting = await market().rows(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'
           AND query LIKE '%pin_tries = pin_tries + 1%'`,
      );
      return waiting.length > 0;
    });
    const quick = sale.confirm(body);
    expect(await quick).toEqual(await slow);
    expect(await proofsOf(sale)).toEqual({ tries: 1, proofs: 1, events: 1 });
  });
});

/** How many messages were written about the delivery. */
async function lettersAbout(sale: Sale): Promise<number> {
  const { count } = await market().row<{ count: number }>(
    `SELECT count(*)::int AS count FROM backend.messages WHERE purpose = 'delivery.delivered' AND reference = $1`,
    await sale.delivery(),
  );
  return count;
}
