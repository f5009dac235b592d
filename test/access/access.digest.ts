import pg from 'pg';

/**
 * Tables that a refused request may write: what it was refused with, so that a repeat is answered alike; how often
 * somebody asked; and keys for what will be sealed, of which the process makes some ahead.
 */
const MAY_CHANGE = ['platform.idempotency', 'gateway.limits', 'platform.data_keys'];

/** When a session was last used is noted once a minute, also by who only reads. */
const WITHOUT: Readonly<Record<string, string>> = { 'backend.sessions': "(to_jsonb(t) - 'last_used_at')::text" };

/** Looks at everything in the database, past the policies that guard rows. */
export class Digest {
  private constructor(
    private readonly client: pg.Client,
    private readonly statement: string,
  ) {}

  static async open(): Promise<Digest> {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(`
      SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema', 'public')`);
    const tables = rows.map(({ name }) => name).filter((name) => !MAY_CHANGE.includes(name));
    // A row that was written over with what it was has a new xmin.
    const parts = tables.map(
      (name) => `SELECT '${name}' AS name, count(*) || ' ' ||
        coalesce(sum(hashtextextended(${WITHOUT[name] ?? 't::text || t.xmin::text'}, 0)), 0) AS digest FROM ${name} t`,
    );
    return new Digest(client, parts.join(' UNION ALL '));
  }

  /** A digest of each table. */
  async take(): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.client.query<{ name: string; digest: string }>(this.statement);
    return new Map(rows.map(({ name, digest }) => [name, digest]));
  }

  close(): Promise<void> {
    return this.client.end();
  }
}

/** Tables that are not what they were. */
export const changed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...after].filter(([name, digest]) => before.get(name) !== digest).map(([name]) => name);
