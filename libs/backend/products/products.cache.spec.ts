import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, newId, sql } from '@pakashop/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { RenderedCache } from './products.cache.js';
import type { ProductDetail, ProductList } from './products.dto.js';
import { bootCatalogue, call, category, openShop, price, putOnSale, type TestShop } from './products.fixtures.js';
import { CatalogueListener } from './products.listener.js';
import { CATALOGUE_CHANNEL, CatalogueNews } from './products.news.js';
import { render } from './products.rendered.js';
import { CatalogueShelf } from './products.shelf.js';
import { Stock } from './products.stock.js';
import type { OwnProduct } from './products.vendor.dto.js';

const page = (text: string) => render({ text });

describe('the cache', () => {
  it('reads once for all who ask meanwhile', async () => {
    const cache = new RenderedCache(1_000, 1_000);
    let reads = 0;
    const read = () => Promise.resolve(page(`read ${++reads}`));
    const [one, two] = await Promise.all([cache.load('a', read), cache.load('a', read)]);
    expect(one).toBe(two);
    expect(cache.get('a')?.body).toEqual(page('read 1').body);
  });

  it.each(['forget', 'forgetAll'] as const)('stores nothing that was read before %s', async (how) => {
    const cache = new RenderedCache(1_000, 1_000);
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof page>>();
    const early = cache.load('a', () => promise);
    cache[how]('a');
    const late = cache.load('a', () => Promise.resolve(page('new')));
    await late;
    resolve(page('old'));
    await early;
    expect(cache.get('a')?.body).toEqual(page('new').body);
  });

  it('keeps no failed read', async () => {
    const cache = new RenderedCache(1_000, 1_000);
    await expect(cache.load('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    await cache.load('a', () => Promise.resolve(page('here')));
    expect(cache.get('a')?.body).toEqual(page('here').body);
  });

  it('drops what was unused longest when it is full, and what is too old', async () => {
    const size = page('x').body.length;
    const cache = new RenderedCache(2 * size, 1_000);
    const put = (key: string) => cache.load(key, () => Promise.resolve(page(key)));
    await put('a');
    await put('b');
    cache.get('a');
    await put('c');
    expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
    const old = new RenderedCache(1_000, -1);
    await old.load('a', () => Promise.resolve(page('a')));
    expect(old.get('a')).toBeUndefined();
  });
});

/** Cuts the connections on which news are heard, as the owner of the database may. */
async function cutListeners(): Promise<void> {
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  await owner.query(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'pakashop catalogue' AND datname = current_database()`);
  await owner.end();
}

describe('two processes', () => {
  let here: NestFastifyApplication;
  let there: NestFastifyApplication;
  let shop: TestShop;
  let categoryId: string;

  const title = async (app: NestFastifyApplication, slug: string) =>
    (await call<ProductDetail>(app, ['GET', `/products/${slug}`])).body.title;
  const prices = async (app: NestFastifyApplication) =>
    (await call<ProductList>(app, ['GET', `/products?shop=${shop.slug}&sort=title`])).body.data.map(
      ({ priceFrom }) => priceFrom.amount,
    );
  const keptPage = (app: NestFastifyApplication, slug: string) =>
    app.get(CatalogueShelf, { strict: false }).find('product', slug);
  const change = (product: OwnProduct, body: object) =>
    call(here, ['PATCH', `/vendor/products/${product.id}`], { actor: shop.owner, body });
  const onSale = (name: string, stock = 5) =>
    putOnSale(here, shop, { categoryId, title: name, variants: [{ price: price(1_000), stock }] as never });
  /** Waits for a condition, a second at most: what holds elsewhere must hold by then. */
  const within = async (condition: () => Promise<boolean> | boolean, limitMs = 1_000) => {
    const startedAt = performance.now();
    while (!(await condition())) {
      if (performance.now() - startedAt > limitMs) throw new Error('not in time');
      await new Promise(setImmediate);
    }
  };
  /** Reads a product into the memory of a process, once all earlier news have arrived there. */
  const keep = async (app: NestFastifyApplication, slug: string) => {
    const marker = `marker-${newId()}`;
    const heard = Promise.withResolvers<void>();
    app.get(CatalogueNews, { strict: false }).onNews((news) => void (news.includes(marker) && heard.resolve()));
    await app.get(Database).execute(sql`SELECT pg_notify(${CATALOGUE_CHANNEL}, ${marker})`);
    await heard.promise;
    await title(app, slug);
    expect(keptPage(app, slug)).toBeDefined();
  };
  const live = (app: NestFastifyApplication) =>
    within(() => app.get(CatalogueListener, { strict: false }).isLive, 5_000);

  beforeAll(async () => {
    [here, there] = await Promise.all([bootCatalogue(), bootCatalogue()]);
    categoryId = await category(here, `cached-${newId().slice(-6)}`);
    shop = await openShop(here, 'Cached Shop');
    await Promise.all([live(here), live(there)]);
  });
  afterAll(() => Promise.all([here.close(), there.close()]));

  it('answer from memory, and 304 to who has it', async () => {
    const { slug } = await onSale('Kept');
    const first = await call(here, ['GET', `/products/${slug}`]);
    await keep(here, slug);
    const again = await call(here, ['GET', `/products/${slug}`], {
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    expect([again.status, again.headers.etag]).toEqual([304, first.headers.etag]);
    expect(first.headers['cache-control']).toBe('public, no-cache');
  });

  it('drop what does not concern a change only from lists', async () => {
    const [kept, other] = [await onSale('Kept besides'), await onSale('Changed besides')];
    await keep(here, kept.slug);
    const page = keptPage(here, kept.slug);
    await change(other, { title: 'Changed' });
    expect(keptPage(here, kept.slug)).toBe(page);
  });

  it('show nothing that was taken off sale', async () => {
    const product = await onSale('Taken off');
    await keep(here, product.slug);
    await change(product, { status: 'DRAFT' });
    expect(keptPage(here, product.slug)).toBeUndefined();
    expect((await call(here, ['GET', `/products/${product.slug}`])).status).toBe(404);
  });

  it('are never behind a change of their own', async () => {
    const product = await onSale('Own change');
    for (let round = 0; round < 20; round++) {
      const name = `Own change ${round}`;
      const readers = Array.from({ length: 5 }, () => title(here, product.slug));
      await change(product, { title: name });
      expect(await title(here, product.slug)).toBe(name);
      await Promise.all(readers);
      expect(await title(here, product.slug)).toBe(name);
    }
  });

  it('are less than a second behind a change of another', async () => {
    const product = await onSale('Foreign change');
    await keep(there, product.slug);
    await prices(there);
    await change(product, { title: 'Foreign and changed' });
    await within(async () => (await title(there, product.slug)) === 'Foreign and changed');
    const variant = product.variants[0]!.id;
    await call(here, ['PATCH', `/variants/${variant}`], { actor: shop.owner, body: { price: price(777) } });
    expect(await prices(here)).toContain(777);
    await within(async () => (await prices(there)).includes(777));
  });

  it('hear of a variant that is sold out, and nothing of other holds', async () => {
    const { slug, variants } = await onSale('Selling', 2);
    const hold = () => {
      const lines = [{ lineId: newId(), variantId: variants[0]!.id, quantity: 1 }];
      return here.get(Database).transaction((tx) => here.get(Stock, { strict: false }).hold(tx, lines));
    };
    const inStock = async (app: NestFastifyApplication) =>
      (await call<ProductDetail>(app, ['GET', `/products/${slug}`])).body.inStock;
    await Promise.all([keep(here, slug), keep(there, slug)]);
    const kept = keptPage(here, slug);
    await hold();
    expect(keptPage(here, slug)).toBe(kept);
    expect(await Promise.all([inStock(here), inStock(there)])).toEqual([true, true]);
    await hold();
    expect(await inStock(here)).toBe(false);
    await within(async () => !(await inStock(there)));
  });

  it('read the rows while they hear nothing, and start anew when they hear again', async () => {
    const { slug } = await onSale('Unheard');
    expect(await title(here, slug)).toBe('Unheard');
    const db = here.get(Database);
    const listener = here.get(CatalogueListener, { strict: false });
    await cutListeners();
    await within(() => !listener.isLive);
    // Changed where nobody hears it, as another process would while the news are lost.
    await db.execute(sql`UPDATE backend.products SET title = 'Heard of late' WHERE slug = ${slug}`);
    expect(await title(here, slug)).toBe('Heard of late');
    await live(here);
    expect(await title(here, slug)).toBe('Heard of late');
  });
});
