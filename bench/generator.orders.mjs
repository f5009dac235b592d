import pg from 'pg';
import { Pool } from 'undici';
import { CONCURRENCY } from './cases.mjs';
import { orderRequest } from './requests.mjs';

/** An order that is not confirmed by then is lost. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 10;

/**
 * Carries orders to their end, so many at a time: the baseline's are done when they are placed, ours when the database
 * says CONFIRMED. The orders that are under way at the end are waited for and not counted.
 */
export async function carry({ url, seconds, databaseUrl }, dataset) {
  const pool = new Pool(url, { connections: CONCURRENCY * 2, pipelining: 1 });
  const watch = databaseUrl ? await watchOrders(databaseUrl) : undefined;
  const durations = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  const buyer = async () => {
    while (performance.now() < end) {
      const start = performance.now();
      await buy(pool, dataset, watch);
      if (performance.now() < end) durations.push(performance.now() - start);
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENCY }, buyer));
  } finally {
    await watch?.stop();
    await pool.close();
  }
  return { durations: Float64Array.from(durations), seconds };
}

let phones = 0;

async function buy(pool, dataset, watch) {
  const phone = `+26096${String(1_000_000 + (phones = (phones + 1) % 8_000_000))}`;
  const placing = orderRequest(dataset, phone);
  const order = await send(pool, placing);
  if (!watch) return;
  const headers = { ...placing.headers, 'idempotency-key': `pay-${order.id}` };
  const body = JSON.stringify({ orderId: order.id, method: 'MTN_MONEY', phone });
  await send(pool, { method: 'POST', path: '/api/v1/payments/initiate', headers, body });
  await watch.confirmed(order.id);
}

async function send(pool, request) {
  const { statusCode, body } = await pool.request(request);
  const text = await body.text();
  if (statusCode >= 300) throw new Error(`${request.path} answered ${statusCode}: ${text}`);
  return JSON.parse(text);
}

/** Looks for all orders under way with one statement at a time. */
async function watchOrders(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const waiting = new Map();
  const text = `SELECT id FROM backend.orders WHERE id = ANY($1::uuid[]) AND status = 'CONFIRMED'`;
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      const { rows } = await client.query({ name: 'look', text, values: [[...waiting.keys()]] });
      for (const { id } of rows) waiting.get(id).resolve();
      for (const { since, reject } of waiting.values()) {
        if (performance.now() - since > PATIENCE_MS) reject(new Error('an order was not confirmed in time'));
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  })();
  return {
    async confirmed(id) {
      const { promise, resolve, reject } = Promise.withResolvers();
      waiting.set(id, { resolve, reject, since: performance.now() });
      await promise.finally(() => waiting.delete(id));
    },
    async stop() {
      isOver = true;
      await looking;
      await client.end();
    },
  };
}
