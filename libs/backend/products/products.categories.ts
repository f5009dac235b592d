import { Injectable } from '@nestjs/common';
import { Database, sql } from '@pakashop/platform';
import type { CategoryTree, CategoryView } from './products.dto.js';

interface CategoryRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly slug: string;
  readonly name: string;
}

/** What is sold, as a tree. */
@Injectable()
export class Categories {
  constructor(private readonly db: Database) {}

  async tree(): Promise<CategoryTree> {
    const rows = await this.db.rows<CategoryRow>(sql`
      SELECT id, parent_id AS "parentId", slug, name FROM backend.categories ORDER BY position, name`);
    const childrenOf = Map.groupBy(rows, (row) => row.parentId);
    const branch = (parent: string | null): CategoryView[] =>
      (childrenOf.get(parent) ?? []).map(({ id, slug, name }) => ({ id, slug, name, children: branch(id) }));
    return { data: branch(null), nextCursor: null };
  }
}
