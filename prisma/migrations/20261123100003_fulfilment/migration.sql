-- AlterTable
ALTER TABLE "backend"."order_lines" ADD COLUMN "cancelled_quantity" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "backend"."shop_orders" ADD COLUMN "cancel_reason" TEXT,
ADD COLUMN "cancelled_by" TEXT,
ADD COLUMN "received_at" TIMESTAMPTZ(6),
ADD COLUMN "shortages" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "backend"."disputes" (
    "id" UUID NOT NULL,
    "shop_order_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'OPEN',
    "moves" INTEGER NOT NULL DEFAULT 1,
    "reason" TEXT NOT NULL,
    "complaint" TEXT NOT NULL,
    "answer" TEXT,
    "decision" TEXT,
    "decided_by" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMPTZ(6),
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "disputes_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "disputes_state_check" CHECK ("state" IN ('OPEN', 'ANSWERED', 'REJECTED', 'REFUNDED', 'WITHDRAWN')),
    CONSTRAINT "disputes_reason_check" CHECK ("reason" IN ('DAMAGED', 'WRONG_GOODS', 'INCOMPLETE', 'NOT_AS_DESCRIBED', 'NOT_RECEIVED', 'OTHER')),
    CONSTRAINT "disputes_answer_check" CHECK (("answer" IS NULL) = ("answered_at" IS NULL)
      AND ("state" <> 'ANSWERED' OR "answer" IS NOT NULL)),
    CONSTRAINT "disputes_closed_check" CHECK (("closed_at" IS NOT NULL) = ("state" NOT IN ('OPEN', 'ANSWERED'))),
    CONSTRAINT "disputes_decision_check" CHECK (("decided_by" IS NOT NULL) = ("state" IN ('REJECTED', 'REFUNDED'))
      AND ("decision" IS NOT NULL) = ("decided_by" IS NOT NULL))
);

-- CreateTable
CREATE TABLE "backend"."dispute_lines" (
    "dispute_id" UUID NOT NULL,
    "line_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "dispute_lines_pkey" PRIMARY KEY ("dispute_id","line_id"),
    CONSTRAINT "dispute_lines_quantity_check" CHECK ("quantity" > 0)
);

-- CreateIndex
CREATE INDEX "disputes_shop_order_id_id_idx" ON "backend"."disputes"("shop_order_id", "id" DESC);

-- CreateIndex
CREATE INDEX "disputes_shop_id_id_idx" ON "backend"."disputes"("shop_id", "id" DESC);

-- AddForeignKey
ALTER TABLE "backend"."dispute_lines" ADD CONSTRAINT "dispute_lines_dispute_id_fkey" FOREIGN KEY ("dispute_id") REFERENCES "backend"."disputes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One dispute about a shop order stands at a time; staff works on those that do.
CREATE UNIQUE INDEX "disputes_standing_key" ON "backend"."disputes" ("shop_order_id") WHERE "state" IN ('OPEN', 'ANSWERED');
CREATE INDEX "disputes_standing_idx" ON "backend"."disputes" ("id") WHERE "state" IN ('OPEN', 'ANSWERED');

ALTER TABLE "backend"."order_lines"
  ADD CONSTRAINT "order_lines_cancelled_check" CHECK ("cancelled_quantity" BETWEEN 0 AND "quantity");
ALTER TABLE "backend"."shop_orders"
  ADD CONSTRAINT "shop_orders_cancelled_check" CHECK ("cancelled_by" IN ('CUSTOMER', 'SHOP', 'STAFF')
    AND ("cancelled_by" IS NULL OR "status" = 'CANCELLED')),
  -- A buyer says of delivered goods that all is well, and may still be given money back later.
  ADD CONSTRAINT "shop_orders_received_check" CHECK ("received_at" IS NULL OR "status" IN ('DELIVERED', 'REFUNDED')),
  ADD CONSTRAINT "shop_orders_shortages_check" CHECK ("shortages" >= 0);

-- What is over stays as it ended.
CREATE TRIGGER keep_closed BEFORE UPDATE OF status ON "backend"."shop_orders" FOR EACH ROW
  WHEN (OLD.status IN ('EXPIRED', 'CANCELLED', 'REFUNDED') AND NEW.status <> OLD.status)
  EXECUTE FUNCTION backend.keep_closed();
CREATE TRIGGER keep_closed BEFORE UPDATE OF state ON "backend"."disputes" FOR EACH ROW
  WHEN (OLD.state IN ('REJECTED', 'REFUNDED', 'WITHDRAWN') AND NEW.state <> OLD.state)
  EXECUTE FUNCTION backend.keep_closed();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "backend"."dispute_lines"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

DO $$
DECLARE
  app text;
BEGIN
  FOREACH app IN ARRAY ARRAY['app', 'backend'] LOOP
    EXECUTE format('REVOKE UPDATE, DELETE ON backend.dispute_lines FROM %I', 'pakashop_' || app);
    EXECUTE format('REVOKE DELETE ON backend.disputes FROM %I', 'pakashop_' || app);
  END LOOP;
END $$;
