import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, sql } from '@pakashop/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Catalogue } from './products.catalogue.js';
import type { CategoryTree, ProductDetail, ProductList } from './products.dto.js';
import {
  bootCatalogue,
  call,
  category,
  openShop,
  picture,
  price,
  putOnSale,
  type TestShop,
} from './products.fixtures.js';
import type { OwnProduct, OwnProductList, StockMoved, StockMovementList } from './products.vendor.dto.js';

let app: NestFastifyApplication;
let shop: TestShop;
let other: TestShop;
let phones: string;
let electronics: string;

const vendor = <T = Record<string, never>>(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
  headers?: Record<string, string>,
) => call<T>(app, [method, path], { actor: shop.owner, body, headers });
const list = async (query: string) => (await call<ProductList>(app, ['GET', `/products?${query}`])).body;
const titles = async (query: string) => (await list(query)).data.map(({ title }) => title);
const detail = async (slug: string) => (await call<ProductDetail>(app, ['GET', `/products/${slug}`])).body;

beforeAll(async () => {
  app = await bootCatalogue();
  electronics = await category(app, 'electronics');
  phones = await category(app, 'phones', electronics);
  shop = await openShop(app, 'Mwila Phones');
  other = await openShop(app, 'Banda Traders');
});
afterAll(() => app.close());

describe('a product', () => {
  it('is made with options, variants, pictures and first stock, and is shown without numbers of pieces', async () => {
    const uploadId = await picture(app, shop.owner.userId);
    const made = await putOnSale(app, shop, {
      categoryId: phones,
      title: 'Itel A50',
      description: 'Two SIM cards.',
      images: [{ uploadId, alt: 'front' }],
      options: [{ name: 'Colour', values: ['Black', 'Blue'] }],
      variants: [
        { title: 'Black', options: { Colour: 'Black' }, price: price(185_000), stock: 3 },
        { title: 'Blue', options: { Colour: 'Blue' }, price: price(179_900), stock: 0 },
      ],
    });
    expect(made).toMatchObject({ slug: 'itel-a50', priceFrom: price(179_900), inStock: true });
    expect(made.variants.map(({ sku }) => sku)).toEqual(['mwila-phones-ELE-000001', 'mwila-phones-ELE-000002']);

    const shown = await detail('itel-a50');
    expect(shown).toMatchObject({
      title: 'Itel A50',
      images: [{ url: expect.stringContaining(`/api/v1/media/images/${uploadId}/page`), alt: 'front' }],
      options: [{ name: 'Colour', values: ['Black', 'Blue'] }],
      shop: { slug: 'mwila-phones', province: 'Lusaka' },
      category: { slug: 'phones' },
    });
    expect(shown.variants.map(({ title, inStock, price: p }) => [title, inStock, p.amount])).toEqual([
      ['Black', true, 185_000],
      ['Blue', false, 179_900],
    ]);
    expect(JSON.stringify(shown)).not.toMatch(/"(available|held|sold|stock)"/);
  });

  it('is not on sale as a draft and cannot be without a variant on sale', async () => {
    const { body: draft } = await vendor<OwnProduct>('POST', '/products', {
      shopId: shop.id,
      categoryId: phones,
      title: 'Draft phone',
    });
    expect((await call(app, ['GET', `/products/${draft.slug}`])).body).toMatchObject({ code: 'products.not_found' });
    expect((await vendor('PATCH', `/vendor/products/${draft.id}`, { status: 'ACTIVE' })).body).toMatchObject({
      code: 'products.no_active_variant',
    });

    const { body: with1 } = await vendor<OwnProduct>('POST', `/products/${draft.id}/variants`, {
      price: price(50_000),
    });
    expect((await vendor('PATCH', `/vendor/products/${draft.id}`, { status: 'ACTIVE' })).status).toBe(200);
    expect(await detail(draft.slug)).toMatchObject({ priceFrom: price(50_000), inStock: false });
    expect((await vendor('PATCH', `/variants/${with1.variants[0]!.id}`, { status: 'ARCHIVED' })).body).toMatchObject({
      code: 'products.no_active_variant',
    });

    await vendor('PATCH', `/vendor/products/${draft.id}`, { status: 'ARCHIVED' });
    expect((await call(app, ['GET', `/products/${draft.slug}`])).status).toBe(404);
  });

  it('keeps one variant on sale also when both are taken off at once', async () => {
    const both = [{ price: price(1_000) }, { price: price(2_000) }] as never;
    const product = await putOnSale(app, shop, { categoryId: phones, title: 'Two of a kind', variants: both });
    const answers = await Promise.all(
      product.variants.map(({ id }) => vendor('PATCH', `/variants/${id}`, { status: 'ARCHIVED' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('shows the lowest price of what is on sale', async () => {
    const variants = [{ price: price(9_000) }, { price: price(7_000) }] as never;
    const product = await putOnSale(app, shop, { categoryId: phones, title: 'Cable', variants });
    const [dear, cheap] = product.variants;
    await vendor('PATCH', `/variants/${dear!.id}`, { price: price(6_500) });
    expect((await detail(product.slug)).priceFrom).toEqual(price(6_500));
    await vendor('PATCH', `/variants/${dear!.id}`, { status: 'ARCHIVED' });
    expect(await detail(product.slug)).toMatchObject({ priceFrom: price(7_000), variants: [{ id: cheap!.id }] });
  });

  it('refuses variants that do not fit its options', async () => {
    const body = {
      shopId: shop.id,
      categoryId: phones,
      title: 'Shirt',
      options: [{ name: 'Size', values: ['S', 'M'] }],
    };
    for (const options of [{}, { Size: 'XL' }, { Size: 'S', Colour: 'red' }]) {
      const answer = await vendor('POST', '/products', { ...body, variants: [{ price: price(1_000), options }] });
      expect(answer.body).toMatchObject({ code: 'products.options_mismatch' });
    }
  });

  it('belongs to its shop: nobody else sees or changes it', async () => {
    const product = await putOnSale(app, shop, { categoryId: phones, title: 'Mine alone' });
    const variant = product.variants[0]!.id;
    const as = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) =>
      call(app, [method, path], { actor: other.owner, body });
    const move = { kind: 'RECEIPT', quantity: 1, reason: 'not mine' };
    expect((await as('PATCH', `/vendor/products/${product.id}`, { title: 'Stolen' })).body).toMatchObject({
      code: 'products.not_found',
    });
    expect((await as('PATCH', `/variants/${variant}`, { price: price(1) })).body).toMatchObject({
      code: 'products.variant_not_found',
    });
    expect((await as('POST', `/products/${product.id}/variants`, { price: price(1) })).status).toBe(404);
    expect((await as('POST', `/variants/${variant}/stock-movements`, move)).status).toBe(404);
    expect((await as('GET', `/variants/${variant}/stock-movements`)).status).toBe(404);
    expect(
      (await as('POST', '/products', { shopId: shop.id, categoryId: phones, title: 'In a foreign shop' })).body,
    ).toMatchObject({
      code: 'products.shop_not_found',
    });
    const own = await call<OwnProductList>(app, ['GET', '/vendor/products'], { actor: other.owner });
    expect(own.body.data).toEqual([]);
  });
});

describe('pictures of a product', () => {
  const uploads = (...ids: string[]) =>
    app.get(Database).rows<{ subject: string | null; goes: boolean }>(sql`
      SELECT subject, destroy_at IS NOT NULL AS goes FROM backend.uploads
      WHERE id = ANY(${ids}::uuid[]) ORDER BY array_position(${ids}::uuid[], id)`);
  const change = (id: string, images: object[]) =>
    vendor<OwnProduct & { code: string }>('PATCH', `/vendor/products/${id}`, { images });

  it('are uploads of the one who sells it, kept by their address and let go of when they are left out', async () => {
    const ids = [await picture(app, shop.owner.userId), await picture(app, shop.owner.userId)];
    const product = await putOnSale(app, shop, { categoryId: phones, images: [{ uploadId: ids[0]!, alt: 'front' }] });
    const [first] = product.images;
    const { body } = await change(product.id, [{ uploadId: ids[1]! }, { url: first!.url, alt: 'still the front' }]);
    expect(body.images.map(({ alt }) => alt)).toEqual(['', 'still the front']);
    expect(body.images[1]!.url).toBe(first!.url);
    expect(await uploads(...ids)).toEqual([
      { subject: 'product', goes: false },
      { subject: 'product', goes: false },
    ]);
    await change(product.id, [{ url: first!.url }]);
    expect(await uploads(...ids)).toEqual([
      { subject: 'product', goes: false },
      { subject: 'product', goes: true },
    ]);
    await change(product.id, [{ uploadId: ids[1]! }]);
    expect(await uploads(...ids)).toEqual([
      { subject: 'product', goes: true },
      { subject: 'product', goes: false },
    ]);
  });

  it('come from nowhere else: no address of elsewhere, no picture of another product or person', async () => {
    const uploadId = await picture(app, shop.owner.userId);
    const product = await putOnSale(app, shop, { categoryId: phones, images: [{ uploadId, alt: '' }] });
    const another = await putOnSale(app, shop, { categoryId: phones });
    const codes = async (image: object) => (await change(another.id, [image])).body.code;
    expect(await codes({ url: 'https://img.example.com/a50.jpg' })).toBe('products.image_unknown');
    expect(await codes({ url: product.images[0]!.url })).toBe('products.image_unknown');
    expect(await codes({ uploadId })).toBe('media.in_use');
    expect(await codes({ uploadId: await picture(app, other.owner.userId) })).toBe('media.not_found');
    expect(await codes({})).toBe('VAL_001');
  });
});

describe('SKUs and slugs', () => {
  it('are never given twice, also when many products are made at once', async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, () =>
        putOnSale(app, other, {
          categoryId: phones,
          title: 'Radio',
          variants: [{ price: price(100) }, { price: price(200) }] as never,
        }),
      ),
    );
    const skus = made.flatMap(({ variants }) => variants.map(({ sku }) => sku)).sort();
    const numbers = Array.from({ length: 40 }, (_, i) => `banda-traders-ELE-${String(i + 1).padStart(6, '0')}`);
    expect(skus).toEqual(numbers);
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(20);
  });

  it('may be the vendor’s own, once per shop, but not ones that we make', async () => {
    const product = await putOnSale(app, shop, {
      categoryId: phones,
      title: 'Own SKU',
      variants: [{ sku: 'A-1', price: price(100) }] as never,
    });
    const add = (sku: string) => vendor('POST', `/products/${product.id}/variants`, { sku, price: price(100) });
    expect((await add('A-1')).body).toMatchObject({ code: 'products.sku_taken' });
    expect((await add('mwila-phones-ELE-000999')).body).toMatchObject({ code: 'products.sku_reserved' });
    expect((await add('A-2')).status).toBe(201);
    await putOnSale(app, other, {
      categoryId: phones,
      title: 'Same SKU elsewhere',
      variants: [{ sku: 'A-1', price: price(100) }] as never,
    });
  });
});

describe('the public list', () => {
  let market: TestShop;
  beforeAll(async () => {
    market = await openShop(app, 'List Market');
    const lamps = await category(app, 'lamps', electronics);
    const goods = [
      ['Amber lamp', 3_000, 1],
      ['Blue lamp', 1_000, 0],
      ['Clear lamp 100%', 2_000, 4],
      ['Dim lamp', 2_000, 2],
      ['Even lamp', 5_000, 0],
    ] as const;
    for (const [title, amount, stock] of goods) {
      await putOnSale(app, market, { categoryId: lamps, title, variants: [{ price: price(amount), stock }] as never });
    }
  });

  it.each([
    ['sort=title', ['Amber lamp', 'Blue lamp', 'Clear lamp 100%', 'Dim lamp', 'Even lamp']],
    ['', ['Even lamp', 'Dim lamp', 'Clear lamp 100%', 'Blue lamp', 'Amber lamp']],
    ['sort=price', ['Blue lamp', 'Clear lamp 100%', 'Dim lamp', 'Amber lamp', 'Even lamp']],
    ['sort=-price', ['Even lamp', 'Amber lamp', 'Dim lamp', 'Clear lamp 100%', 'Blue lamp']],
    ['sort=title&inStock=true', ['Amber lamp', 'Clear lamp 100%', 'Dim lamp']],
    ['sort=title&inStock=false', ['Blue lamp', 'Even lamp']],
    ['sort=title&priceMin=2000&priceMax=3000', ['Amber lamp', 'Clear lamp 100%', 'Dim lamp']],
    ['sort=title&category=electronics', ['Amber lamp', 'Blue lamp', 'Clear lamp 100%', 'Dim lamp', 'Even lamp']],
    ['sort=title&category=phones', []],
    ['q=LEAR', ['Clear lamp 100%']],
    ['q=0%25', ['Clear lamp 100%']],
    ['q=_', []],
  ])('with %p has %p', async (query, expected) => {
    expect(await titles(`shop=list-market&${query}`)).toEqual(expected);
  });

  it.each(['newest', 'price', '-price', 'title'])(
    'goes by %s through all pages without gap or repeat',
    async (sort) => {
      const whole = await titles(`shop=list-market&sort=${sort}`);
      const pages: string[] = [];
      let cursor: string | null = null;
      do {
        const page: ProductList = await list(
          `shop=list-market&sort=${sort}&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
        );
        pages.push(...page.data.map(({ title }) => title));
        cursor = page.nextCursor;
      } while (cursor);
      expect(pages).toEqual(whole);
    },
  );

  it('has 24 items a page', async () => {
    const page = await list('');
    expect(page.data).toHaveLength(24);
    expect(page.nextCursor).not.toBeNull();
  });

  it('refuses what it does not know', async () => {
    const { nextCursor } = await list('sort=title&limit=1');
    for (const query of [
      'sort=best',
      'limit=101',
      'priceMin=-1',
      'inStock=maybe',
      'page=2',
      `sort=price&cursor=${nextCursor}`,
    ]) {
      expect((await call(app, ['GET', `/products?${query}`])).body).toMatchObject({ code: 'VAL_001' });
    }
  });

  it('refuses every cursor that is not its own, and never fails on one', async () => {
    const part = fc.oneof(
      fc.string(),
      fc.double(),
      fc.integer(),
      fc.constantFrom('newest', 'title', 'price', null),
      fc.uuid(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 4 }), async (key) => {
        const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
        const { status } = await call(app, ['GET', `/products?sort=title&cursor=${cursor}`]);
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 100 },
    );
  });
});

describe('categories', () => {
  it('are a tree', async () => {
    const { body } = await call<CategoryTree>(app, ['GET', '/categories']);
    const root = body.data.find(({ slug }) => slug === 'electronics');
    expect(root!.children.map(({ slug }) => slug)).toContain('phones');
  });
});

describe('stock by hand', () => {
  const move = (variantId: string, body: object, key?: string) =>
    vendor<StockMoved>(
      'POST',
      `/variants/${variantId}/stock-movements`,
      body,
      key ? { 'idempotency-key': key } : undefined,
    );

  it('moves with a kind, a reason and a history', async () => {
    const { variants } = await putOnSale(app, shop, { categoryId: phones, title: 'Counted' });
    const { id } = variants[0]!;
    expect((await move(id, { kind: 'RECEIPT', quantity: 10, reason: 'delivery note 7' })).body.stock).toEqual({
      available: 15,
      held: 0,
      sold: 0,
    });
    expect((await move(id, { kind: 'DAMAGE', quantity: -2, reason: 'fell down' })).body.stock.available).toBe(13);
    expect((await move(id, { kind: 'ADJUSTMENT', quantity: -1, reason: 'counted again' })).body.stock.available).toBe(
      12,
    );
    const { body } = await vendor<StockMovementList>('GET', `/variants/${id}/stock-movements?limit=3`);
    expect(body.data.map(({ kind, quantity, reason, actor }) => [kind, quantity, reason, actor])).toEqual([
      ['ADJUSTMENT', -1, 'counted again', `person:${shop.owner.userId}`],
      ['DAMAGE', -2, 'fell down', `person:${shop.owner.userId}`],
      ['RECEIPT', 10, 'delivery note 7', `person:${shop.owner.userId}`],
    ]);
    const older = await vendor<StockMovementList>('GET', `/variants/${id}/stock-movements?cursor=${body.nextCursor}`);
    expect(older.body).toMatchObject({
      data: [{ kind: 'RECEIPT', quantity: 5, reason: 'first stock' }],
      nextCursor: null,
    });
  });

  it('happens once per key, and never below zero', async () => {
    const { variants } = await putOnSale(app, shop, { categoryId: phones, title: 'Counted once' });
    const { id } = variants[0]!;
    const receipt = { kind: 'RECEIPT', quantity: 3, reason: 'delivery note 8' };
    const first = await move(id, receipt, 'note-8');
    expect((await move(id, receipt, 'note-8')).body).toEqual(first.body);
    expect((await move(id, { ...receipt, quantity: 4 }, 'note-8')).body).toMatchObject({
      code: 'idempotency.key_reused',
    });
    expect((await move(id, { kind: 'DAMAGE', quantity: -9, reason: 'too many' })).body).toMatchObject({
      code: 'products.out_of_stock',
    });
    const { available } = await app
      .get(Database)
      .one<{ available: number }>(sql`SELECT available FROM backend.variants WHERE id = ${id}`);
    expect(available).toBe(8);
  });

  it.each([
    ['RECEIPT', -1],
    ['DAMAGE', 1],
    ['ADJUSTMENT', 0],
    ['SALE', 1],
  ])('refuses %s of %i', async (kind, quantity) => {
    const { variants } = await putOnSale(app, shop, { categoryId: phones, title: 'Uncounted' });
    expect((await move(variants[0]!.id, { kind, quantity, reason: 'wrong' })).body).toMatchObject({ code: 'VAL_001' });
  });

  it('turns what the public sees', async () => {
    const product = await putOnSale(app, shop, {
      categoryId: phones,
      title: 'Comes and goes',
      variants: [{ price: price(1_000) }] as never,
    });
    expect(await detail(product.slug)).toMatchObject({ inStock: false, variants: [{ inStock: false }] });
    await move(product.variants[0]!.id, { kind: 'RECEIPT', quantity: 1, reason: 'came in' });
    expect(await detail(product.slug)).toMatchObject({ inStock: true, variants: [{ inStock: true }] });
    expect(await titles('q=Comes and goes&inStock=true')).toEqual(['Comes and goes']);
    await move(product.variants[0]!.id, { kind: 'DAMAGE', quantity: -1, reason: 'and went' });
    expect(await titles('q=Comes and goes&inStock=true')).toEqual([]);
  });
});

describe('what can be ordered', () => {
  it('is what is on sale at every level, with all that an order needs', async () => {
    const product = await putOnSale(app, shop, {
      categoryId: phones,
      title: 'Orderable',
      variants: [
        { title: 'Red', price: price(500), weightG: 180 },
        { title: 'Green', price: price(600) },
      ] as never,
    });
    const [red, green] = product.variants.map(({ id }) => id) as [string, string];
    const catalogue = app.get(Catalogue, { strict: false });
    const found = await catalogue.orderable([red, green]);
    expect(found).toHaveLength(2);
    expect(found.find(({ variantId }) => variantId === red)).toEqual({
      readAt: expect.any(Date),
      variantId: red,
      productId: product.id,
      shopId: shop.id,
      shopOwnerId: shop.owner.userId,
      shopName: 'Mwila Phones',
      place: { province: 'Lusaka', town: 'Lusaka' },
      categoryId: phones,
      sku: product.variants[0]!.sku,
      title: 'Orderable, Red',
      price: 500,
      currency: 'ZMW',
      weightG: 180,
      taken: null,
    });
    const weights = async () => (await detail(product.slug)).variants.map(({ weightG }) => weightG);
    expect(await weights()).toEqual([180, null]);
    const { body } = await vendor('PATCH', `/variants/${green}`, { weightG: 250 });
    expect(body).toMatchObject({ variants: [{ weightG: 180 }, { weightG: 250 }] });
    expect(await weights()).toEqual([180, 250]);
    expect((await vendor('PATCH', `/variants/${green}`, { weightG: 0 })).status).toBe(400);
    await vendor('PATCH', `/variants/${red}`, { status: 'ARCHIVED' });
    expect((await catalogue.orderable([red, green])).map(({ variantId }) => variantId)).toEqual([green]);
    await vendor('PATCH', `/vendor/products/${product.id}`, { status: 'DRAFT' });
    expect(await catalogue.orderable([red, green])).toEqual([]);
  });
});
