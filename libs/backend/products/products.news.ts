import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';

/** PostgreSQL's channel on which every process hears that something public of the catalogue has changed. */
export const CATALOGUE_CHANNEL = 'pakashop_catalogue';

/** Slugs of the products that changed, or everything. */
export type News = 'all' | readonly string[];

const EVERYTHING = '*';
/** A notification carries less than 8,000 bytes. */
const MOST_SLUGS = 80;

const write = (news: News): string => (news === 'all' || news.length > MOST_SLUGS ? EVERYTHING : news.join(','));

/** Reads a notification; what is not understood concerns everything. */
export const readNews = (payload: string | undefined): News =>
  payload && payload !== EVERYTHING ? payload.split(',') : 'all';

/**
 * Tells all caches of the catalogue what has changed: those of this process at the commit, those of others by the
 * notification that PostgreSQL sends with it. Commits that notify wait for each other, so this is for public changes
 * only.
 */
@Injectable()
export class CatalogueNews {
  private readonly readers: ((news: News) => void)[] = [];

  onNews(reader: (news: News) => void): void {
    this.readers.push(reader);
  }

  tell(news: News): void {
    for (const reader of this.readers) reader(news);
  }

  /** Announces a change with the transaction that makes it. */
  async announce(tx: Tx, news: News): Promise<void> {
    if (news.length === 0) return;
    await tx.execute(sql`SELECT pg_notify(${CATALOGUE_CHANNEL}, ${write(news)})`);
    tx.onCommit(() => this.tell(news));
  }
}
