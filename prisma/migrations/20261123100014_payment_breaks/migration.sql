-- What a break is about, who looks after it, and what two people made of it.
ALTER TABLE "backend"."payment_breaks"
  ADD COLUMN "provider_transaction_id" TEXT,
  ADD COLUMN "refund_attempt_id" UUID,
  ADD COLUMN "in_suspense" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "owner" UUID,
  ADD COLUMN "outcome" TEXT,
  ADD COLUMN "reason" TEXT,
  ADD COLUMN "proposed_by" TEXT,
  ADD COLUMN "proposed_at" TIMESTAMPTZ(6),
  ADD COLUMN "decided_by" TEXT,
  ADD COLUMN "decided_at" TIMESTAMPTZ(6);

-- Breaks about refunds name their attempt by its id.
UPDATE "backend"."payment_breaks" b SET "refund_attempt_id" = a.id, "payment_id" = r.payment_id
FROM "backend"."refund_attempts" a JOIN "backend"."refunds" r ON r.id = a.refund_id
WHERE b.kind LIKE 'REFUND\_%' AND b.refund_attempt_id IS NULL AND a.provider = b.provider AND a.reference = b.reference;

ALTER TABLE "backend"."payment_breaks" DROP CONSTRAINT IF EXISTS "payment_breaks_state_check";
ALTER TABLE "backend"."payment_breaks"
  ADD CONSTRAINT "payment_breaks_state_check" CHECK (state IN ('OPEN', 'PROPOSED', 'REFUND_DUE', 'RESOLVED')),
  ADD CONSTRAINT "payment_breaks_outcome_check" CHECK (outcome IS NULL
    OR (outcome = 'ACCEPTED' AND NOT in_suspense AND kind NOT IN ('LATE_SUCCESS', 'DOUBLE_SUCCESS', 'OVERPAYMENT', 'UNDERPAYMENT'))
    OR (outcome = 'REFUND' AND kind IN ('AMOUNT_MISMATCH', 'LATE_SUCCESS', 'DOUBLE_SUCCESS', 'OVERPAYMENT', 'UNDERPAYMENT'))
    OR (outcome = 'REOPEN_REFUND' AND kind = 'REFUND_REVERSED')
    OR (outcome IN ('SETTLE_REFUND', 'BOOK_LOSS') AND kind = 'REFUND_LATE_SUCCESS' AND in_suspense)),
  ADD CONSTRAINT "payment_breaks_proposed_check" CHECK ((outcome IS NULL) = (proposed_by IS NULL)
    AND (outcome IS NULL) = (reason IS NULL) AND (outcome IS NULL) = (proposed_at IS NULL)
    AND (state <> 'OPEN' OR outcome IS NULL) AND (state <> 'PROPOSED' OR outcome IS NOT NULL)),
  ADD CONSTRAINT "payment_breaks_decided_check" CHECK ((decided_by IS NULL) = (decided_at IS NULL)
    AND (decided_by IS NOT NULL) = (outcome IS NOT NULL AND state <> 'PROPOSED')),
  ADD CONSTRAINT "payment_breaks_resolved_check" CHECK (state <> 'RESOLVED' OR decided_by IS NOT NULL
    OR kind IN ('LATE_SUCCESS', 'DOUBLE_SUCCESS', 'OVERPAYMENT', 'UNDERPAYMENT')),
  -- Money moves, and is said to have moved, only when two people say so.
  ADD CONSTRAINT "payment_breaks_two_people_check" CHECK (decided_by IS NULL OR decided_by <> proposed_by
    OR (outcome = 'ACCEPTED' AND kind <> 'REFUND_REVERSED'));

CREATE INDEX "payment_breaks_open_idx" ON "backend"."payment_breaks" ("id") WHERE "state" <> 'RESOLVED';
CREATE INDEX "payment_breaks_refund_attempt_id_idx" ON "backend"."payment_breaks" ("refund_attempt_id")
  WHERE "refund_attempt_id" IS NOT NULL;

-- What was called off can be given back after all: one refund of a break at a time.
DROP INDEX "backend"."refunds_break_id_key";
CREATE UNIQUE INDEX "refunds_break_id_key" ON "backend"."refunds" ("break_id") WHERE "state" <> 'WITHDRAWN';

-- How often the money had arrived, by the provider's word, and had not after all.
ALTER TABLE "backend"."refunds" ADD COLUMN "reopened" INTEGER NOT NULL DEFAULT 0;

-- The end of a refund stays, unless two people have said that its money came back. The attempt follows behind.
CREATE FUNCTION backend.keep_refund_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'refunds' AND OLD.state = 'COMPLETED' AND NEW.state = 'NEEDS_ATTENTION' AND EXISTS (
      SELECT FROM backend.payment_breaks b JOIN backend.refund_attempts a ON a.id = b.refund_attempt_id
      WHERE a.refund_id = OLD.id AND a.state = 'COMPLETED' AND b.outcome = 'REOPEN_REFUND' AND b.state = 'RESOLVED')
    OR TG_TABLE_NAME = 'refund_attempts' AND OLD.state = 'COMPLETED' AND NEW.state = 'FAILED' AND EXISTS (
      SELECT FROM backend.payment_breaks b
      WHERE b.refund_attempt_id = OLD.id AND b.outcome = 'REOPEN_REFUND' AND b.state = 'RESOLVED')
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% % is final in state %', TG_TABLE_NAME, OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER keep_final ON "backend"."refunds";
CREATE TRIGGER keep_final BEFORE UPDATE ON "backend"."refunds" FOR EACH ROW
  WHEN (OLD.state IN ('COMPLETED', 'WITHDRAWN') AND NEW.state <> OLD.state) EXECUTE FUNCTION backend.keep_refund_end();
DROP TRIGGER keep_final ON "backend"."refund_attempts";
CREATE TRIGGER keep_final BEFORE UPDATE ON "backend"."refund_attempts" FOR EACH ROW
  WHEN (OLD.state IN ('COMPLETED', 'FAILED') AND NEW.state <> OLD.state) EXECUTE FUNCTION backend.keep_refund_end();

-- What the buyer is owed by rule, and by nobody's grace, nobody calls off alone; nothing is owed before it is agreed to.
ALTER TABLE "backend"."refunds" ADD CONSTRAINT "refunds_withdrawal_owed_check" CHECK (state <> 'WITHDRAWN'
  OR reason NOT IN ('CANCELLED', 'CANNOT_SUPPLY', 'RETURNED', 'SURPLUS') OR withdrawal_approved_by IS NOT NULL
  OR (needs_approval AND approved_by IS NULL)) NOT VALID;
