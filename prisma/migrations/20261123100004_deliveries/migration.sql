-- CreateTable
CREATE TABLE "backend"."deliveries" (
    "id" UUID NOT NULL,
    "shop_order_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'WAITING',
    "moves" INTEGER NOT NULL DEFAULT 1,
    "agent_id" UUID,
    "fleet_id" UUID,
    "pay" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "pin_key" TEXT NOT NULL,
    "pin_issue" INTEGER NOT NULL DEFAULT 1,
    "pin_tries" INTEGER NOT NULL DEFAULT 0,
    "pin_reissues" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "look_at" TIMESTAMPTZ(6),
    "handed_over_at" TIMESTAMPTZ(6),
    "assigned_at" TIMESTAMPTZ(6),
    "picked_up_at" TIMESTAMPTZ(6),
    "delivered_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "deliveries_state_check" CHECK ("state" IN
      ('WAITING', 'OFFERED', 'ASSIGNED', 'PICKED_UP', 'FAILED', 'RETURNING', 'RETURNED', 'DELIVERED', 'CANCELLED')),
    CONSTRAINT "deliveries_agent_check" CHECK (CASE
      WHEN "state" IN ('WAITING', 'OFFERED') THEN num_nonnulls("agent_id", "fleet_id", "assigned_at") = 0
      WHEN "state" = 'CANCELLED' THEN ("agent_id" IS NULL) = ("assigned_at" IS NULL)
      ELSE "agent_id" IS NOT NULL AND "assigned_at" IS NOT NULL END),
    CONSTRAINT "deliveries_picked_up_check" CHECK (("picked_up_at" IS NOT NULL) =
      ("state" IN ('PICKED_UP', 'FAILED', 'RETURNING', 'RETURNED', 'DELIVERED'))),
    CONSTRAINT "deliveries_delivered_check" CHECK (("delivered_at" IS NOT NULL) = ("state" = 'DELIVERED')),
    CONSTRAINT "deliveries_look_check" CHECK ("look_at" IS NULL OR "state" IN ('WAITING', 'OFFERED')),
    CONSTRAINT "deliveries_pay_check" CHECK ("pay" >= 0),
    -- INV-15: five tries in all; support, and nobody else, counts anew.
    CONSTRAINT "deliveries_pin_check" CHECK ("pin_tries" BETWEEN 0 AND 5 AND "pin_reissues" BETWEEN 0 AND 3
      AND "pin_issue" > "pin_reissues"),
    CONSTRAINT "deliveries_attempts_check" CHECK ("attempts" BETWEEN 0 AND 3)
);

-- CreateTable
CREATE TABLE "backend"."delivery_offers" (
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'OPEN',
    "distance_m" INTEGER NOT NULL,
    "offered_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "delivery_offers_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "delivery_offers_state_check" CHECK ("state" IN ('OPEN', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN')),
    CONSTRAINT "delivery_offers_closed_check" CHECK (("closed_at" IS NULL) = ("state" = 'OPEN')),
    CONSTRAINT "delivery_offers_distance_check" CHECK ("distance_m" >= 0)
);

-- CreateTable
CREATE TABLE "backend"."delivery_failures" (
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "upload_id" UUID,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_failures_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "delivery_failures_reason_check" CHECK ("reason" IN
      ('NOBODY_THERE', 'NOT_REACHED', 'WRONG_ADDRESS', 'REFUSED', 'NO_PIN', 'UNSAFE', 'DAMAGED', 'VEHICLE', 'OTHER')),
    CONSTRAINT "delivery_failures_attempt_check" CHECK ("attempt" BETWEEN 1 AND 3)
);

-- CreateTable
CREATE TABLE "backend"."delivery_evidence" (
    "id" BIGSERIAL NOT NULL,
    "delivery_id" UUID NOT NULL,
    "shop_order_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "device_id" TEXT NOT NULL,
    "device_at" TIMESTAMPTZ(6) NOT NULL,
    "device_sequence" INTEGER NOT NULL,
    "confirmed_at" TIMESTAMPTZ(6) NOT NULL,
    "distance_m" INTEGER,
    "accuracy_m" INTEGER NOT NULL,
    "flags" TEXT[],
    "pin_issue" INTEGER NOT NULL,
    "content_digest" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "delivery_evidence_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "delivery_evidence_flags_check" CHECK ("flags" <@ ARRAY['FAR', 'OFFLINE']),
    CONSTRAINT "delivery_evidence_hash_check" CHECK (octet_length("content_digest") = 32 AND octet_length("mac") = 32)
);

-- CreateTable
CREATE TABLE "backend"."delivery_signatures" (
    "delivery_id" UUID NOT NULL,
    "content" TEXT NOT NULL,

    CONSTRAINT "delivery_signatures_pkey" PRIMARY KEY ("delivery_id"),
    CONSTRAINT "delivery_signatures_sealed_check" CHECK ("content" LIKE 'v1.%' OR "content" = '')
);

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_shop_order_id_key" ON "backend"."deliveries"("shop_order_id");

-- CreateIndex
CREATE INDEX "deliveries_agent_id_id_idx" ON "backend"."deliveries"("agent_id", "id" DESC);

-- CreateIndex
CREATE INDEX "deliveries_fleet_id_id_idx" ON "backend"."deliveries"("fleet_id", "id" DESC);

-- CreateIndex
CREATE INDEX "deliveries_order_id_idx" ON "backend"."deliveries"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_offers_delivery_id_agent_id_key" ON "backend"."delivery_offers"("delivery_id", "agent_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_failures_delivery_id_attempt_key" ON "backend"."delivery_failures"("delivery_id", "attempt");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_evidence_delivery_id_key" ON "backend"."delivery_evidence"("delivery_id");

-- AddForeignKey
ALTER TABLE "backend"."deliveries" ADD CONSTRAINT "deliveries_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "backend"."agents"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."delivery_offers" ADD CONSTRAINT "delivery_offers_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "backend"."deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."delivery_offers" ADD CONSTRAINT "delivery_offers_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "backend"."agents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."delivery_failures" ADD CONSTRAINT "delivery_failures_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "backend"."deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."delivery_evidence" ADD CONSTRAINT "delivery_evidence_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "backend"."deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."delivery_signatures" ADD CONSTRAINT "delivery_signatures_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "backend"."deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One agent at a time is asked about a delivery, and an agent is asked about few.
CREATE UNIQUE INDEX "delivery_offers_open_key" ON "backend"."delivery_offers" ("delivery_id") WHERE "state" = 'OPEN';
CREATE INDEX "delivery_offers_open_agent_idx" ON "backend"."delivery_offers" ("agent_id") WHERE "state" = 'OPEN';
-- What the worker looks for again and again, what agents choose from, and what staff looks into.
CREATE INDEX "deliveries_look_at_idx" ON "backend"."deliveries" ("look_at") WHERE "look_at" IS NOT NULL;
CREATE INDEX "deliveries_waiting_idx" ON "backend"."deliveries" ("id") WHERE "state" = 'WAITING';
CREATE INDEX "delivery_evidence_flagged_idx" ON "backend"."delivery_evidence" ("delivery_id") WHERE cardinality("flags") > 0;

-- What is over stays as it ended.
CREATE TRIGGER keep_closed BEFORE UPDATE OF state ON "backend"."deliveries" FOR EACH ROW
  WHEN (OLD.state IN ('DELIVERED', 'RETURNED', 'CANCELLED') AND NEW.state <> OLD.state)
  EXECUTE FUNCTION backend.keep_closed();

-- Proof can only be added.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "backend"."delivery_evidence"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON "backend"."delivery_evidence"
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
ALTER TABLE "backend"."delivery_evidence" ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE "backend"."delivery_evidence" ENABLE ALWAYS TRIGGER append_only_all;
DO $$
DECLARE
  app text;
BEGIN
  FOR app IN SELECT rolname FROM pg_roles WHERE rolname LIKE 'pakashop\_%' LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON backend.delivery_evidence FROM %I', app);
  END LOOP;
END $$;

-- What agents earn is frozen with the order.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'order_adjustments_kind_check'
      AND pg_get_constraintdef(oid) LIKE '%AGENT_PAY%') THEN
    ALTER TABLE "backend"."order_adjustments" DROP CONSTRAINT "order_adjustments_kind_check",
      ADD CONSTRAINT "order_adjustments_kind_check"
        CHECK (kind IN ('COMMISSION', 'COMMISSION_VAT', 'DELIVERY_FEE', 'AGENT_PAY', 'COUPON', 'POINTS'));
  END IF;
END $$;
