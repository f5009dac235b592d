-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "fraud";

-- CreateTable
CREATE TABLE "fraud"."assessments" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "score" INTEGER NOT NULL,
    "decision" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "ruleset" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "assessments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fraud"."reviews" (
    "id" UUID NOT NULL,
    "assessment_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'OPEN',
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(6),
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "assessments_payment_id_idx" ON "fraud"."assessments"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "reviews_assessment_id_key" ON "fraud"."reviews"("assessment_id");

-- CreateIndex
CREATE UNIQUE INDEX "reviews_payment_id_key" ON "fraud"."reviews"("payment_id");

-- AddForeignKey
ALTER TABLE "fraud"."reviews" ADD CONSTRAINT "reviews_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "fraud"."assessments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "fraud"."assessments"
  ADD CONSTRAINT "assessments_score_check" CHECK (score BETWEEN 0 AND 100),
  ADD CONSTRAINT "assessments_decision_check" CHECK (decision IN ('PASS', 'REVIEW'));
ALTER TABLE "fraud"."reviews"
  ADD CONSTRAINT "reviews_state_check" CHECK (state IN ('OPEN', 'APPROVED', 'REJECTED')),
  ADD CONSTRAINT "reviews_decision_check" CHECK ((state = 'OPEN') = (decided_by IS NULL));
