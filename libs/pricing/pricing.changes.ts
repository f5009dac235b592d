import { Injectable } from '@nestjs/common';
import { type Actor, audit, checkViolation, Database, newId, platformProblems, sql, type Tx } from '@pakashop/platform';
import { pricingProblems as problems } from './pricing.errors.js';
import type { Change, DraftRule, Latest } from './pricing.rules.input.js';
import { RuleWidth } from './pricing.width.js';

/** Changes the rules. Whoever does holds the rulebook until the transaction ends, so that changes come one by one. */
@Injectable()
export class RuleChanges {
  constructor(
    private readonly db: Database,
    private readonly width: RuleWidth,
  ) {}

  /**
   * Makes one change at once, of rules as they are when its turn has come: a small one, that needs nobody else.
   *
   * @throws Problem pricing.needs_proposal and what {@link apply} and {@link assertMeant} refuse
   */
  async make(actor: Actor, why: string, change: Change | ((tx: Tx) => Promise<Change>)): Promise<string> {
    return this.db.transaction(async (tx) => {
      await this.hold(tx);
      const changes = [typeof change === 'function' ? await change(tx) : change];
      const before = await latestOf(tx, changes);
      for (const one of changes) await this.width.assertNarrow(tx, one, before.get(idOf(one) ?? ''));
      await this.assertMeant(tx, changes);
      const [id] = await this.apply(tx, actor, why, changes);
      return id!;
    });
  }

  /** Counts a change of the rulebook, which nobody else can do until this transaction ends; the revision before it. */
  async hold(tx: Tx): Promise<number> {
    const { revision } = await tx.one<{ revision: number }>(
      sql`UPDATE pricing.rulebook SET revision = revision + 1 RETURNING revision - 1 AS revision`,
    );
    return revision;
  }

  /** @throws Problem pricing.too_wide, pricing.rule_not_found, pricing.rule_changed */
  async assertMeant(tx: Tx, changes: readonly Change[]): Promise<void> {
    const before = await latestOf(tx, changes);
    for (const change of changes) await this.width.check(tx, change, before.get(idOf(change) ?? ''));
  }

  /**
   * Makes changes together, or none of them. Needs {@link hold} before.
   *
   * @returns the id of each rule
   * @throws Problem pricing.rule_not_found, pricing.rule_changed, pricing.same_rank, pricing.last_rule
   */
  async apply(tx: Tx, actor: Actor, why: string, changes: readonly Change[]): Promise<string[]> {
    const before = await latestOf(tx, changes);
    for (const change of changes) await close(tx, change);
    const ids: string[] = [];
    for (const change of changes) {
      const old = before.get(idOf(change) ?? '');
      const id = old?.id ?? newId();
      if (change.act !== 'END') await open(tx, actor, { id, version: (old?.version ?? 0) + 1 }, change.rule);
      await note(tx, why, { id, old, change });
      ids.push(id);
    }
    await assertWhole(tx);
    return ids;
  }
}

const idOf = (change: Change): string | undefined => (change.act === 'OPEN' ? undefined : change.ruleId.toLowerCase());

/** The newest version of each rule that is to change; one of them may be changed once. */
async function latestOf(tx: Tx, changes: readonly Change[]): Promise<ReadonlyMap<string, Latest>> {
  const ids = changes.flatMap((change) => idOf(change) ?? []);
  const rows = await tx.rows<Latest>(sql`
    SELECT DISTINCT ON (id) id, version, kind, priority, shop_id AS "shopId", category_id AS "categoryId",
      product_id AS "productId", from_province AS "fromProvince", to_province AS "toProvince", terms
    FROM pricing.rules WHERE id = ANY(${ids}::uuid[]) ORDER BY id, version DESC`);
  const latest = new Map(rows.map((row) => [row.id, row]));
  if (new Set(ids).size < ids.length) throw problems.ruleChanged('Change each rule once.');
  for (const change of changes) {
    if (change.act === 'OPEN') continue;
    const row = latest.get(idOf(change)!);
    if (!row) throw problems.ruleNotFound('List them with GET /pricing/rules.', { extra: { ruleId: change.ruleId } });
    if (row.version !== change.version || (change.act === 'CHANGE' && change.rule.kind !== row.kind)) {
      throw problems.ruleChanged(
        `Version ${row.version} is the newest, of kind ${row.kind}; read it and decide anew.`,
        {
          extra: { ruleId: row.id },
        },
      );
    }
  }
  return latest;
}

/** From then on no version that is there holds; one that would begin later never does. */
async function close(tx: Tx, change: Change): Promise<void> {
  if (change.act === 'OPEN') return;
  const at = change.act === 'END' ? change.endsAt : change.rule.validFrom;
  const end = sql`greatest(valid_from, now(), ${at ?? null}::timestamptz)`;
  await tx.execute(sql`
    UPDATE pricing.rules SET valid_to = ${end} WHERE id = ${change.ruleId} AND (valid_to IS NULL OR valid_to > ${end})`);
}

async function open(tx: Tx, actor: Actor, at: { id: string; version: number }, rule: DraftRule): Promise<void> {
  const { shopId, categoryId, productId, fromProvince, toProvince } = rule;
  try {
    await tx.execute(sql`
      INSERT INTO pricing.rules (id, version, kind, shop_id, category_id, product_id, from_province, to_province, priority,
        terms, reason, actor, valid_from, valid_to)
      VALUES (${at.id}, ${at.version}, ${rule.kind}, ${shopId}, ${categoryId}, ${productId}, ${fromProvince}, ${toProvince},
        ${rule.priority}, ${JSON.stringify(rule.terms)}, ${rule.reason}, ${actor.label},
        greatest(now(), ${rule.validFrom ?? null}::timestamptz), ${rule.validTo ?? null}::timestamptz)`);
  } catch (error) {
    if ((error as { code?: unknown }).code === '23P01') {
      throw problems.sameRank('Change that rule, or give this one another priority or time.');
    }
    if (checkViolation(error) !== 'rules_validity_check') throw error;
    const errors = [{ path: 'rule.validTo', message: 'validTo must be in the future' }];
    throw platformProblems.invalid('Correct the rule and send it again.', { errors });
  }
}

/** Every sale and every delivery finds a rule, today and later. */
async function assertWhole(tx: Tx): Promise<void> {
  const { kinds } = await tx.one<{ kinds: string[] }>(sql`
    SELECT coalesce(array_agg(needed), '{}') AS kinds FROM unnest(ARRAY['COMMISSION', 'AGENT_PAY']) AS needed
    WHERE NOT EXISTS (
      SELECT FROM pricing.rules WHERE kind = needed AND currency = 'ZMW' AND shop_id IS NULL AND category_id IS NULL
        AND product_id IS NULL AND from_province IS NULL AND to_province IS NULL
        AND (kind <> 'AGENT_PAY' OR terms -> 'bands' -> -1 -> 'upToM' = 'null')
      HAVING range_agg(tstzrange(valid_from, valid_to)) @> tstzrange(now(), NULL))`);
  if (kinds.length > 0)
    throw problems.lastRule(`A ${kinds[0]} rule for everything, without end, must hold at every time.`);
}

interface Noted {
  readonly id: string;
  readonly old?: Latest;
  readonly change: Change;
}

async function note(tx: Tx, why: string, { id, old, change }: Noted): Promise<void> {
  await audit(tx, {
    act: change.act === 'END' ? 'pricing_rule_ended' : 'pricing_rule_set',
    subject: 'pricing.rule',
    subjectId: id,
    detail: { kind: change.act === 'END' ? old?.kind : change.rule.kind },
    before: old,
    after:
      change.act === 'END' ? { endsAt: change.endsAt ?? 'now' } : { version: (old?.version ?? 0) + 1, ...change.rule },
    why,
  });
}
