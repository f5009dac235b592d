-- Commissions, mark-ups, delivery fees and what agents are paid, as one table of versioned rules with visible priorities.

-- CreateTable
CREATE TABLE "pricing"."rules" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "shop_id" UUID,
    "category_id" UUID,
    "product_id" UUID,
    "from_province" TEXT,
    "to_province" TEXT,
    "priority" INTEGER NOT NULL DEFAULT 100,
    "currency" CHAR(3) NOT NULL DEFAULT 'ZMW',
    "terms" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'system',
    "valid_from" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_to" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rules_pkey" PRIMARY KEY ("id","version")
);

-- CreateTable
CREATE TABLE "pricing"."rulebook" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "rulebook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pricing"."accepted_quotes" (
    "line_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "shop_order_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "category_id" UUID,
    "product_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "total" BIGINT NOT NULL,
    "base" BIGINT NOT NULL,
    "commission" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "accepted_quotes_pkey" PRIMARY KEY ("line_id")
);

-- CreateTable
CREATE TABLE "pricing"."proposals" (
    "id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'OPEN',
    "reason" TEXT NOT NULL,
    "changes" JSONB NOT NULL,
    "proposed_by" UUID NOT NULL,
    "decided_by" UUID,
    "decision" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(6),

    CONSTRAINT "proposals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pricing"."simulations" (
    "id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "to_at" TIMESTAMPTZ(6) NOT NULL,
    "revision" INTEGER,
    "asked_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(6),

    CONSTRAINT "simulations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pricing"."simulated_shops" (
    "simulation_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "orders" INTEGER NOT NULL,
    "goods" BIGINT NOT NULL,
    "commission_charged" BIGINT NOT NULL,
    "commission_now" BIGINT NOT NULL,
    "commission_then" BIGINT NOT NULL,

    CONSTRAINT "simulated_shops_pkey" PRIMARY KEY ("simulation_id","shop_id","currency")
);

-- CreateIndex
CREATE INDEX "rules_shop_id_idx" ON "pricing"."rules"("shop_id");

-- CreateIndex
CREATE INDEX "accepted_quotes_accepted_at_idx" ON "pricing"."accepted_quotes" USING BRIN ("accepted_at");

-- CreateIndex
CREATE INDEX "accepted_quotes_shop_id_accepted_at_idx" ON "pricing"."accepted_quotes"("shop_id", "accepted_at");

-- CreateIndex
CREATE INDEX "simulations_proposal_id_id_idx" ON "pricing"."simulations"("proposal_id", "id");

-- AddForeignKey
ALTER TABLE "pricing"."simulations" ADD CONSTRAINT "simulations_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "pricing"."proposals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pricing"."simulated_shops" ADD CONSTRAINT "simulated_shops_simulation_id_fkey" FOREIGN KEY ("simulation_id") REFERENCES "pricing"."simulations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Whether thresholds rise from step to step; only the last may be open.
CREATE FUNCTION pricing.ascends(steps jsonb, threshold text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(bool_and(
    CASE WHEN before IS NULL THEN place = 1 ELSE here IS NULL OR here > before END AND (here IS NOT NULL OR place = count)), true)
  FROM (
    SELECT (step ->> threshold)::bigint AS here, lag((step ->> threshold)::bigint) OVER (ORDER BY place) AS before, place,
      count(*) OVER () AS count
    FROM jsonb_array_elements(steps) WITH ORDINALITY AS s (step, place)) steps $$;

ALTER TABLE "pricing"."rules"
  ADD CONSTRAINT "rules_terms_check" CHECK (version > 0 AND CASE kind
    WHEN 'COMMISSION' THEN (terms ->> 'basisPoints')::int BETWEEN 0 AND 5000 AND (terms ->> 'perUnit')::bigint >= 0
      AND coalesce((terms ->> 'minimum')::bigint >= 0, true)
      AND coalesce((terms ->> 'maximum')::bigint >= coalesce((terms ->> 'minimum')::bigint, 0), true)
      AND pricing.ascends(terms -> 'tiers', 'from')
    WHEN 'MARKUP' THEN (terms ->> 'basisPoints')::int BETWEEN 0 AND 10000 AND (terms ->> 'perUnit')::bigint >= 0
      AND terms ->> 'keeper' IN ('SHOP', 'PLATFORM')
    WHEN 'DELIVERY_FEE' THEN jsonb_array_length(terms -> 'bands') > 0 AND pricing.ascends(terms -> 'bands', 'upToM')
      AND (terms ->> 'perKg')::bigint >= 0
    WHEN 'FREE_DELIVERY' THEN (terms ->> 'fromGoods')::bigint > 0 AND terms ->> 'funder' IN ('SHOP', 'PLATFORM')
      AND coalesce((terms ->> 'most')::bigint > 0, true)
    WHEN 'AGENT_PAY' THEN jsonb_array_length(terms -> 'bands') > 0 AND pricing.ascends(terms -> 'bands', 'upToM')
      AND (terms ->> 'perKg')::bigint >= 0
    ELSE false END),
  -- Goods know no way, and a way knows no product.
  ADD CONSTRAINT "rules_scope_check" CHECK (CASE
    WHEN kind IN ('COMMISSION', 'MARKUP') THEN from_province IS NULL AND to_province IS NULL
    ELSE category_id IS NULL AND product_id IS NULL END),
  ADD CONSTRAINT "rules_priority_check" CHECK (priority BETWEEN 1 AND 1000),
  ADD CONSTRAINT "rules_validity_check" CHECK (valid_to IS NULL OR valid_to >= valid_from),
  -- One version of a rule holds at a time.
  ADD CONSTRAINT "rules_version_key" EXCLUDE USING gist (
    int8range(hashtextextended(id::text, 0), hashtextextended(id::text, 0), '[]') WITH =,
    tstzrange(valid_from, valid_to) WITH &&),
  -- No two rules of one kind, scope and priority hold at the same time: ranges of one point stand for the scope, since
  -- GiST compares ranges without an extension. Rules of different scopes are told apart by how specific they are.
  ADD CONSTRAINT "rules_rank_key" EXCLUDE USING gist (
    int8range(
      hashtextextended(kind || currency::text || priority::text || '|' || coalesce(shop_id::text, '') || '|' || coalesce(category_id::text, '') || '|'
        || coalesce(product_id::text, '') || '|' || coalesce(from_province, '') || '|' || coalesce(to_province, ''), 0),
      hashtextextended(kind || currency::text || priority::text || '|' || coalesce(shop_id::text, '') || '|' || coalesce(category_id::text, '') || '|'
        || coalesce(product_id::text, '') || '|' || coalesce(from_province, '') || '|' || coalesce(to_province, ''), 0), '[]') WITH =,
    tstzrange(valid_from, valid_to) WITH &&);

ALTER TABLE "pricing"."rulebook" ADD CONSTRAINT "rulebook_one_check" CHECK (id = 1);
ALTER TABLE "pricing"."accepted_quotes" ADD CONSTRAINT "accepted_quotes_amounts_check" CHECK (
  quantity > 0 AND total >= 0 AND base BETWEEN 0 AND total AND commission >= 0);
-- Nobody approves what they have proposed.
ALTER TABLE "pricing"."proposals"
  ADD CONSTRAINT "proposals_state_check" CHECK (
    state IN ('OPEN', 'APPROVED', 'REJECTED', 'WITHDRAWN') AND (state = 'OPEN') = (decided_by IS NULL)
    AND (decided_by IS NULL) = (decided_at IS NULL)),
  ADD CONSTRAINT "proposals_second_person_check" CHECK (
    CASE state WHEN 'APPROVED' THEN decided_by <> proposed_by WHEN 'WITHDRAWN' THEN decided_by = proposed_by ELSE true END);
ALTER TABLE "pricing"."simulations" ADD CONSTRAINT "simulations_period_check" CHECK (
  from_at < to_at AND (done_at IS NULL) = (revision IS NULL));

-- A version is only ever closed, and what was found out is not changed afterwards.
REVOKE UPDATE, DELETE ON "pricing"."rules" FROM pakashop_app, pakashop_pricing;
GRANT UPDATE (valid_to) ON "pricing"."rules" TO pakashop_app, pakashop_pricing;
REVOKE DELETE ON "pricing"."proposals" FROM pakashop_app, pakashop_pricing;
REVOKE UPDATE ON "pricing"."accepted_quotes" FROM pakashop_app, pakashop_pricing;
REVOKE UPDATE, DELETE ON "pricing"."simulated_shops" FROM pakashop_app, pakashop_pricing;

INSERT INTO "pricing"."rulebook" DEFAULT VALUES;

-- Commission rules go on as they were. Versions of one scope become versions of one rule under the id of the first; what
-- orders keep of later ones is their own copy of rule, version and reason.
INSERT INTO "pricing"."rules" (id, version, kind, shop_id, category_id, terms, reason, valid_from, valid_to)
SELECT first_value(id) OVER scope, row_number() OVER scope, 'COMMISSION', shop_id, category_id,
  jsonb_build_object('basisPoints', basis_points, 'tiers', '[]'::jsonb, 'perUnit', 0, 'minimum', NULL, 'maximum', NULL),
  reason, valid_from, valid_to
FROM "pricing"."commission_rules" WINDOW scope AS (PARTITION BY shop_id, category_id ORDER BY valid_from, version);

-- All distance bands of a currency become one rule for the whole platform.
INSERT INTO "pricing"."rules" (id, version, kind, currency, terms, reason)
SELECT '0197a000-0000-7000-8000-000000000011', 1, 'DELIVERY_FEE', currency,
  jsonb_build_object('bands', jsonb_agg(jsonb_build_object('upToM', up_to_m, 'fee', fee) ORDER BY up_to_m NULLS LAST),
    'freeWeightG', 20000, 'perKg', 0), 'delivery by distance'
FROM "pricing"."delivery_bands" WHERE valid_to IS NULL AND currency = 'ZMW' GROUP BY currency;

-- What agents are paid where nothing else is decided.
INSERT INTO "pricing"."rules" (id, version, kind, terms, reason) VALUES
  ('0197a000-0000-7000-8000-000000000031', 1, 'AGENT_PAY',
   '{"bands": [{"upToM": 5000, "base": 1500, "perKm": 100}, {"upToM": 50000, "base": 1500, "perKm": 100}, {"upToM": null, "base": 12000, "perKm": 0}], "freeWeightG": 20000, "perKg": 0}',
   'agent pay by distance');

DROP TABLE "pricing"."commission_rules";
DROP TABLE "pricing"."delivery_bands";

-- What else is frozen with an order: what agents get, who bears a delivery that the customer does not pay, and mark-ups.
ALTER TABLE "backend"."order_adjustments" DROP CONSTRAINT "order_adjustments_kind_check",
  ADD CONSTRAINT "order_adjustments_kind_check" CHECK (kind IN ('COMMISSION', 'COMMISSION_VAT', 'DELIVERY_FEE',
    'DELIVERY_DISCOUNT', 'AGENT_PAY', 'PLATFORM_MARKUP', 'SHOP_MARKUP', 'COUPON', 'POINTS'));
