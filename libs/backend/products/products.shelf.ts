import { Injectable } from '@nestjs/common';
import { RenderedCache } from './products.cache.js';
import { CatalogueListener } from './products.listener.js';
import { CatalogueNews, type News } from './products.news.js';
import { render, type Rendered } from './products.rendered.js';

const MEGABYTE = 1024 * 1024;
const MAX_AGE_MS = 30_000;

/** `list` holds what any product can change, `product` one product by its slug, `tree` the categories. */
type Section = 'list' | 'product' | 'tree';

/**
 * The public catalogue as rendered answers, kept in this process. Never stale after a change made here, and less than a
 * second after a change made elsewhere; while nothing is heard from elsewhere every read goes to the database.
 */
@Injectable()
export class CatalogueShelf {
  private readonly sections: Record<Section, RenderedCache> = {
    list: new RenderedCache(24 * MEGABYTE, MAX_AGE_MS),
    product: new RenderedCache(24 * MEGABYTE, MAX_AGE_MS),
    tree: new RenderedCache(MEGABYTE, MAX_AGE_MS),
  };

  constructor(
    private readonly listener: CatalogueListener,
    news: CatalogueNews,
  ) {
    news.onNews((changed) => this.forget(changed));
  }

  /** What is at hand and fresh. */
  find(section: Section, key: string): Rendered | undefined {
    return this.listener.isLive ? this.sections[section].get(key) : undefined;
  }

  /** What is at hand and fresh, else what is read now. */
  async get(section: Section, key: string, read: () => Promise<object>): Promise<Rendered> {
    if (!this.listener.isLive) return render(await read());
    const cache = this.sections[section];
    return cache.get(key) ?? cache.load(key, async () => render(await read()));
  }

  private forget(changed: News): void {
    this.sections.list.forgetAll();
    if (changed === 'all') {
      this.sections.product.forgetAll();
      this.sections.tree.forgetAll();
    } else {
      for (const slug of changed) this.sections.product.forget(slug);
    }
  }
}
