-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "pricing";

-- CreateTable
CREATE TABLE "pricing"."commission_rules" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "shop_id" UUID,
    "category_id" UUID,
    "basis_points" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_to" TIMESTAMPTZ(6),

    CONSTRAINT "commission_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pricing"."delivery_bands" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "up_to_m" INTEGER,
    "fee" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_to" TIMESTAMPTZ(6),

    CONSTRAINT "delivery_bands_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "pricing"."commission_rules" ADD CONSTRAINT "commission_rules_rate_check" CHECK (basis_points BETWEEN 0 AND 5000);
-- One open rule per scope; a change closes the old rule and opens a new version.
CREATE UNIQUE INDEX "commission_rules_open_key" ON "pricing"."commission_rules"
  (coalesce(shop_id, '00000000-0000-0000-0000-000000000000'), coalesce(category_id, '00000000-0000-0000-0000-000000000000'))
  WHERE valid_to IS NULL;
ALTER TABLE "pricing"."delivery_bands" ADD CONSTRAINT "delivery_bands_fee_check" CHECK (fee >= 0 AND (up_to_m IS NULL OR up_to_m > 0));
CREATE UNIQUE INDEX "delivery_bands_open_key" ON "pricing"."delivery_bands" (currency, coalesce(up_to_m, 2147483647)) WHERE valid_to IS NULL;

-- The rules a new marketplace starts with; staff change them by new versions.
INSERT INTO "pricing"."commission_rules" (id, basis_points, reason)
VALUES ('0197a000-0000-7000-8000-000000000001', 500, 'default commission of 5 %');
INSERT INTO "pricing"."delivery_bands" (id, up_to_m, fee, currency) VALUES
  ('0197a000-0000-7000-8000-000000000011', 5000, 2500, 'ZMW'),
  ('0197a000-0000-7000-8000-000000000012', 15000, 4500, 'ZMW'),
  ('0197a000-0000-7000-8000-000000000013', 50000, 8500, 'ZMW'),
  ('0197a000-0000-7000-8000-000000000014', NULL, 15000, 'ZMW');
