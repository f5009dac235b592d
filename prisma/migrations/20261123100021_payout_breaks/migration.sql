-- Until when a request that was taken for lost may still arrive at the provider: nobody ends such a payout on their own.
ALTER TABLE "settlement"."payouts" ADD COLUMN "doubted_until" TIMESTAMPTZ(6);

-- What a provider says against what we know is decided by two people.
ALTER TABLE "settlement"."payout_breaks"
  ADD COLUMN "provider_transaction_id" TEXT,
  ADD COLUMN "outcome" TEXT,
  ADD COLUMN "reason" TEXT,
  ADD COLUMN "proposed_by" TEXT,
  ADD COLUMN "proposed_at" TIMESTAMPTZ(6),
  ADD COLUMN "resolved_by" TEXT;

ALTER TABLE "settlement"."payout_breaks" DROP CONSTRAINT "payout_breaks_state_check";
ALTER TABLE "settlement"."payout_breaks"
  ADD CONSTRAINT "payout_breaks_state_check" CHECK (state IN ('OPEN', 'PROPOSED', 'RESOLVED')),
  ADD CONSTRAINT "payout_breaks_outcome_check" CHECK (
    (kind = 'LATE_SUCCESS' AND outcome IN ('PAID', 'NOT_PAID', 'LOST')) OR (kind = 'LATE_FAILURE' AND outcome IN ('PAID', 'NOT_PAID'))
    OR (kind = 'AMOUNT_MISMATCH' AND outcome = 'PAID') OR outcome IS NULL),
  ADD CONSTRAINT "payout_breaks_proposed_check" CHECK ((state = 'OPEN') = (outcome IS NULL) AND (outcome IS NULL) = (proposed_by IS NULL)
    AND (outcome IS NULL) = (reason IS NULL) AND (outcome IS NULL) = (proposed_at IS NULL)),
  ADD CONSTRAINT "payout_breaks_resolved_check" CHECK ((state = 'RESOLVED') = (resolved_by IS NOT NULL)
    AND (state = 'RESOLVED') = (resolved_at IS NOT NULL)),
  ADD CONSTRAINT "payout_breaks_two_people_check" CHECK (proposed_by <> resolved_by);

-- Whoever is to be paid is looked up among those whom a provider may have paid already.
CREATE INDEX "payout_breaks_open_idx" ON "settlement"."payout_breaks" ("payout_id") WHERE "state" <> 'RESOLVED';
