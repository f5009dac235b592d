-- How shops price their variants, and what buyers and shops agree on.

-- CreateTable
CREATE TABLE "pricing"."price_plans" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "shop_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_to" TIMESTAMPTZ(6),

    CONSTRAINT "price_plans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pricing"."promotion_uses" (
    "line_id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "promotion_uses_pkey" PRIMARY KEY ("line_id")
);

-- CreateTable
CREATE TABLE "pricing"."offers" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "plan_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "buyer" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "price" BIGINT,
    "currency" CHAR(3) NOT NULL,
    "rounds" INTEGER NOT NULL DEFAULT 1,
    "moves" INTEGER NOT NULL DEFAULT 1,
    "used_by_line" UUID,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "offers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pricing"."offer_moves" (
    "offer_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "price" BIGINT,
    "quantity" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "offer_moves_pkey" PRIMARY KEY ("offer_id","seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "price_plans_shop_id_variant_id_version_key" ON "pricing"."price_plans"("shop_id", "variant_id", "version");

-- CreateIndex
CREATE INDEX "promotion_uses_plan_id_idx" ON "pricing"."promotion_uses"("plan_id");

-- CreateIndex
CREATE INDEX "offers_buyer_id_idx" ON "pricing"."offers"("buyer", "id");

-- CreateIndex
CREATE INDEX "offers_shop_id_id_idx" ON "pricing"."offers"("shop_id", "id");

-- AddForeignKey
ALTER TABLE "pricing"."promotion_uses" ADD CONSTRAINT "promotion_uses_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "pricing"."price_plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pricing"."offers" ADD CONSTRAINT "offers_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "pricing"."price_plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pricing"."offer_moves" ADD CONSTRAINT "offer_moves_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "pricing"."offers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One plan per shop and variant is in force; a change closes it and opens its next version.
CREATE UNIQUE INDEX "price_plans_open_key" ON "pricing"."price_plans" (shop_id, variant_id) WHERE valid_to IS NULL;
-- Amounts of the models are above zero and stand in their order, whoever writes them.
ALTER TABLE "pricing"."price_plans" ADD CONSTRAINT "price_plans_terms_check" CHECK (
  version > 0 AND CASE model
    WHEN 'FIXED' THEN terms = '{}'
    WHEN 'QUOTATION' THEN terms = '{}'
    WHEN 'RANGED' THEN (terms ->> 'from')::bigint > 0 AND (terms ->> 'from')::bigint < (terms ->> 'to')::bigint
      AND (terms ->> 'lowestAt')::int >= 2
    WHEN 'NEGOTIABLE' THEN (terms ->> 'floor')::bigint > 0
      AND coalesce((terms ->> 'acceptFrom')::bigint >= (terms ->> 'floor')::bigint, true)
    WHEN 'PROMOTIONAL' THEN (terms ->> 'price')::bigint > 0
      AND (terms ->> 'price')::bigint < (terms ->> 'priorPrice')::bigint
      AND coalesce((terms ->> 'quota')::int > 0, true)
    WHEN 'WHOLESALE' THEN jsonb_array_length(terms -> 'tiers') > 0
    ELSE false END);
ALTER TABLE "pricing"."promotion_uses" ADD CONSTRAINT "promotion_uses_quantity_check" CHECK (quantity > 0);
ALTER TABLE "pricing"."offers" ADD CONSTRAINT "offers_kind_check" CHECK (kind IN ('NEGOTIATION', 'QUOTATION'));
ALTER TABLE "pricing"."offers" ADD CONSTRAINT "offers_state_check" CHECK (
  state IN ('AT_SHOP', 'AT_BUYER', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'USED')
  AND (price IS NOT NULL OR kind = 'QUOTATION' AND state IN ('AT_SHOP', 'DECLINED', 'WITHDRAWN', 'EXPIRED'))
  AND (state = 'USED') = (used_by_line IS NOT NULL));
ALTER TABLE "pricing"."offers" ADD CONSTRAINT "offers_amounts_check" CHECK (
  (price IS NULL OR price > 0) AND quantity BETWEEN 1 AND 999 AND rounds > 0);
-- A buyer has one open negotiation about a variant.
CREATE UNIQUE INDEX "offers_open_key" ON "pricing"."offers" (buyer, shop_id, variant_id) WHERE state IN ('AT_SHOP', 'AT_BUYER');
ALTER TABLE "pricing"."offer_moves" ADD CONSTRAINT "offer_moves_by_check" CHECK ("by" IN ('BUYER', 'SHOP', 'SYSTEM'));

-- What became of an offer is only ever added to.
REVOKE UPDATE, DELETE ON "pricing"."offer_moves", "pricing"."promotion_uses" FROM pakashop_app, pakashop_pricing;

-- How a line got its price, frozen with it: null for lines from before it was kept.
ALTER TABLE "backend"."order_lines" ADD COLUMN "list_price" BIGINT,
  ADD COLUMN "price_rule_id" UUID,
  ADD COLUMN "price_rule_version" INTEGER,
  ADD COLUMN "price_reason" TEXT,
  ADD COLUMN "price_limit" INTEGER;

-- What carriers and delivery fees go by.
ALTER TABLE "backend"."variants" ADD COLUMN "weight_g" INTEGER;
ALTER TABLE "backend"."variants" ADD CONSTRAINT "variants_weight_check" CHECK (weight_g BETWEEN 1 AND 1000000);

-- CreateTable
CREATE TABLE "backend"."price_uses" (
    "rule_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "most" INTEGER NOT NULL,
    "used" INTEGER NOT NULL,

    CONSTRAINT "price_uses_pkey" PRIMARY KEY ("rule_id")
);

-- CreateIndex
CREATE INDEX "price_uses_variant_id_idx" ON "backend"."price_uses"("variant_id");

-- A price that holds for so many pieces is never given for more: the order that would take one too many is refused.
ALTER TABLE "backend"."price_uses" ADD CONSTRAINT "price_uses_most_check" CHECK (used BETWEEN 0 AND most);
