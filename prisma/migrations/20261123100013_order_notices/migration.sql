-- A decision about much money waits for a second person; until then the dispute stands.
ALTER TABLE "backend"."disputes" ADD COLUMN "refund_id" UUID;
ALTER TABLE "backend"."disputes"
  DROP CONSTRAINT "disputes_state_check",
  DROP CONSTRAINT "disputes_closed_check",
  DROP CONSTRAINT "disputes_decision_check",
  ADD CONSTRAINT "disputes_state_check"
    CHECK ("state" IN ('OPEN', 'ANSWERED', 'AWAITING_APPROVAL', 'REJECTED', 'REFUNDED', 'WITHDRAWN')),
  ADD CONSTRAINT "disputes_closed_check"
    CHECK (("closed_at" IS NOT NULL) = ("state" IN ('REJECTED', 'REFUNDED', 'WITHDRAWN'))),
  ADD CONSTRAINT "disputes_decision_check"
    CHECK (("decided_by" IS NOT NULL) = ("state" IN ('AWAITING_APPROVAL', 'REJECTED', 'REFUNDED'))
      AND ("decision" IS NOT NULL) = ("decided_by" IS NOT NULL)),
  ADD CONSTRAINT "disputes_refund_check"
    CHECK ("refund_id" IS NULL OR "state" IN ('AWAITING_APPROVAL', 'REFUNDED'));

-- CreateIndex
CREATE UNIQUE INDEX "disputes_refund_id_key" ON "backend"."disputes"("refund_id");

DROP INDEX "backend"."disputes_standing_key";
DROP INDEX "backend"."disputes_standing_idx";
CREATE UNIQUE INDEX "disputes_standing_key" ON "backend"."disputes" ("shop_order_id")
  WHERE "state" IN ('OPEN', 'ANSWERED', 'AWAITING_APPROVAL');
CREATE INDEX "disputes_standing_idx" ON "backend"."disputes" ("id")
  WHERE "state" IN ('OPEN', 'ANSWERED', 'AWAITING_APPROVAL');

-- CreateTable
CREATE TABLE "pricing"."promotion_returns" (
    "line_id" UUID NOT NULL,

    CONSTRAINT "promotion_returns_pkey" PRIMARY KEY ("line_id")
);

-- What was given back stays given back, in whatever order it is heard.
REVOKE UPDATE, DELETE ON "pricing"."promotion_returns" FROM pakashop_app, pakashop_pricing;
