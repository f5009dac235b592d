-- A statement with lines in a day that was signed is refused, and says so in `failure`.
ALTER TABLE "reconciliation"."statements" DROP CONSTRAINT "statements_state_check";
ALTER TABLE "reconciliation"."statements"
  ADD CONSTRAINT "statements_state_check" CHECK (state IN ('RECEIVED', 'IMPORTING', 'IMPORTED', 'MATCHED', 'REFUSED', 'FAILED')),
  ADD CONSTRAINT "statements_refused_check" CHECK (state <> 'REFUSED' OR failure IS NOT NULL);

-- What a settlement of a provider says that it is made of.
ALTER TABLE "reconciliation"."lines" ADD COLUMN "parts" TEXT;
-- Days are fetched again as long as a line of theirs is pending; the transactions of a settlement are looked for by their id.
CREATE INDEX "lines_pending_idx" ON "reconciliation"."lines" (statement_id) WHERE status = 'PENDING' AND counts AND fault IS NULL;
CREATE INDEX "lines_transaction_idx" ON "reconciliation"."lines" (provider_id) WHERE provider = 'flutterwave' AND entry = 'DEPOSIT';
CREATE INDEX "lines_batch_idx" ON "reconciliation"."lines" (batch) WHERE provider = 'flutterwave' AND entry = 'DEPOSIT' AND batch IS NOT NULL;

-- Pairs whose sides stand on different days, from the one (exclusive) to the other: each end of a day counts those across it.
ALTER TABLE "reconciliation"."matches" ADD COLUMN "spans" tstzrange;
UPDATE "reconciliation"."matches" x
SET spans = tstzrange(least(l.occurred_at, m.occurred_at), greatest(l.occurred_at, m.occurred_at), '(]')
FROM "reconciliation"."lines" l, "reconciliation"."movements" m
WHERE l.id = x.line_id AND m.id = x.movement_id
  AND (l.occurred_at AT TIME ZONE 'UTC')::date <> (m.occurred_at AT TIME ZONE 'UTC')::date;
CREATE INDEX "matches_spans_idx" ON "reconciliation"."matches" USING gist (spans) WHERE spans IS NOT NULL;

-- Money of a buyer is owed back by two people, as it is written off by two.
ALTER TABLE "reconciliation"."breaks"
  ADD COLUMN "owed_back" BOOLEAN NOT NULL DEFAULT false,
  -- What the holders of the payment's money were told.
  ADD COLUMN "doubted" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "reconciliation"."breaks" DROP CONSTRAINT "breaks_resolution_check";
ALTER TABLE "reconciliation"."breaks"
  ADD CONSTRAINT "breaks_resolution_check" CHECK (resolution IN ('MATCHED', 'AUTO', 'WRITTEN_OFF', 'OWED_BACK', 'ACCEPTED', 'SUPERSEDED')),
  ADD CONSTRAINT "breaks_owed_back_check" CHECK (resolution <> 'OWED_BACK'
    OR (owed_back AND proposed_by IS NOT NULL AND approved_by IS NOT NULL));
CREATE INDEX "breaks_untold_idx" ON "reconciliation"."breaks" (provider)
  WHERE category IN ('STATUS_MISMATCH', 'AMOUNT_MISMATCH', 'CURRENCY_MISMATCH') AND doubted <> (state <> 'RESOLVED');
ALTER TABLE "reconciliation"."stated" DROP CONSTRAINT "stated_kind_check";
ALTER TABLE "reconciliation"."stated"
  ADD CONSTRAINT "stated_kind_check" CHECK (kind IN ('FEE', 'SENT', 'ARRIVED', 'UNALLOCATED', 'ALLOCATED', 'WRITE_OFF', 'OWED_BACK'));
