import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { MediaStore, StoreName } from './media.store.js';

/** The stores that this marketplace has: one takes new files, the others still have what they were given. */
@Injectable()
export class Stores implements OnApplicationShutdown {
  private readonly byName: ReadonlyMap<StoreName, MediaStore>;

  /** @param current the store of new files */
  constructor(
    readonly current: MediaStore,
    others: readonly MediaStore[] = [],
  ) {
    this.byName = new Map([current, ...others].map((store) => [store.name, store]));
  }

  /** @throws Error for a store whose account was taken out of the configuration while files are there */
  named(name: StoreName): MediaStore {
    const store = this.byName.get(name);
    if (!store) throw new Error(`files are kept at ${name}, which is not configured`);
    return store;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.byName.values()].map((store) => store.close()));
  }
}
