import Fastify from 'fastify';
import pg from 'pg';
import { addToCart, placeOrder, TABLES } from './writes.mjs';
import { readDetail, readList, readOwn } from './reads.mjs';

// The yardstick: a raw Fastify and pg server, one process, that answers the same JSON from the same database with
// prepared statements and nothing else: no keys, limits, validation, idempotency, events or logs.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query(TABLES);

const server = Fastify();
server.get('/health', async () => ({ status: 'ok' }));
server.get('/api/v1/products', (request) => readList(pool, request.query));
server.get('/api/v1/products/:slug', (request) => readDetail(pool, request.params.slug));
server.get('/api/v1/vendor/products', (request) => readOwn(pool, request.query));
server.post('/api/v1/cart/items', (request, reply) => {
  reply.code(201);
  return addToCart(pool, request.headers['x-guest-token'] ?? request.headers.authorization, request.body);
});
server.post('/api/v1/orders', (request, reply) => {
  reply.code(201);
  return placeOrder(pool, request.headers['x-guest-token'], request.body);
});
await server.listen({ port: Number(process.env.BASELINE_PORT), host: '127.0.0.1' });
process.on('SIGTERM', () => void server.close().then(() => pool.end()));
