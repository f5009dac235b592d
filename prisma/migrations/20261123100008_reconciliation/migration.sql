-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "reconciliation";

-- CreateTable
CREATE TABLE "reconciliation"."movements" (
    "id" BIGSERIAL NOT NULL,
    "provider" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "provider_transaction_id" TEXT,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "payment_id" UUID,
    "surplus" TEXT,
    "causes" TEXT[],
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "movements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation"."wallets" (
    "provider" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "wallets_pkey" PRIMARY KEY ("provider","currency")
);

-- CreateTable
CREATE TABLE "reconciliation"."statements" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "format" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'RECEIVED',
    "sha256" BYTEA NOT NULL,
    "bytes" BIGINT NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "to_at" TIMESTAMPTZ(6) NOT NULL,
    "read_to" BIGINT NOT NULL DEFAULT 0,
    "lines" INTEGER NOT NULL DEFAULT 0,
    "matched" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "taken_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "imported_at" TIMESTAMPTZ(6),
    "matched_at" TIMESTAMPTZ(6),

    CONSTRAINT "statements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation"."statement_pieces" (
    "id" UUID NOT NULL,
    "statement_id" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "sealed_key" TEXT NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "statement_pieces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation"."lines" (
    "id" BIGSERIAL NOT NULL,
    "statement_id" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "entry" TEXT NOT NULL,
    "our_id" TEXT,
    "provider_id" TEXT,
    "status" TEXT NOT NULL,
    "gross" BIGINT NOT NULL,
    "fee" BIGINT NOT NULL,
    "net" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "batch" TEXT,
    "counts" BOOLEAN NOT NULL DEFAULT true,
    "fault" TEXT,
    "raw" TEXT,

    CONSTRAINT "lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation"."matches" (
    "line_id" BIGINT NOT NULL,
    "movement_id" BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "matches_pkey" PRIMARY KEY ("line_id")
);

-- CreateTable
CREATE TABLE "reconciliation"."bank_matches" (
    "line_id" BIGINT NOT NULL,
    "settlement_id" BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bank_matches_pkey" PRIMARY KEY ("line_id")
);

-- CreateTable
CREATE TABLE "reconciliation"."kept_apart" (
    "line_id" BIGINT NOT NULL,
    "movement_id" BIGINT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kept_apart_pkey" PRIMARY KEY ("line_id","movement_id")
);

-- CreateTable
CREATE TABLE "reconciliation"."breaks" (
    "id" UUID NOT NULL,
    "category" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "day" DATE NOT NULL,
    "line_id" BIGINT,
    "movement_id" BIGINT,
    "amount" BIGINT NOT NULL,
    "difference" BIGINT NOT NULL,
    "detail" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'OPEN',
    "moves" INTEGER NOT NULL DEFAULT 1,
    "owner" UUID,
    "proposed_by" TEXT,
    "approved_by" TEXT,
    "resolution" TEXT,
    "reason" TEXT,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "opened_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(6),

    CONSTRAINT "breaks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation"."break_events" (
    "id" BIGSERIAL NOT NULL,
    "break_id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "note" TEXT,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "break_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation"."stated" (
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "direction" TEXT NOT NULL,
    "source_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "published_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stated_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "reconciliation"."balances" (
    "provider" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "day" DATE NOT NULL,
    "amount" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    "stated_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "balances_pkey" PRIMARY KEY ("provider","currency","day")
);

-- CreateTable
CREATE TABLE "reconciliation"."closes" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "day" DATE NOT NULL,
    "opening" BIGINT NOT NULL,
    "closing" BIGINT NOT NULL,
    "figures" JSONB NOT NULL,
    "hash" BYTEA NOT NULL,
    "signed_by" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reopened_by" TEXT,
    "reopened_at" TIMESTAMPTZ(6),
    "reopen_reason" TEXT,

    CONSTRAINT "closes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "movements_provider_kind_effect_key" ON "reconciliation"."movements"("provider", "kind", "effect");

-- CreateIndex
CREATE INDEX "movements_reference_idx" ON "reconciliation"."movements"("reference");

-- CreateIndex
CREATE INDEX "movements_provider_occurred_at_idx" ON "reconciliation"."movements"("provider", "occurred_at");

-- CreateIndex
CREATE UNIQUE INDEX "statements_provider_currency_from_at_to_at_sha256_key" ON "reconciliation"."statements"("provider", "currency", "from_at", "to_at", "sha256");

-- CreateIndex
CREATE INDEX "statements_provider_currency_from_at_idx" ON "reconciliation"."statements"("provider", "currency", "from_at");

-- CreateIndex
CREATE UNIQUE INDEX "statement_pieces_statement_id_no_key" ON "reconciliation"."statement_pieces"("statement_id", "no");

-- CreateIndex
CREATE UNIQUE INDEX "lines_statement_id_no_key" ON "reconciliation"."lines"("statement_id", "no");

-- CreateIndex
CREATE INDEX "lines_occurred_at_idx" ON "reconciliation"."lines" USING BRIN ("occurred_at");

-- CreateIndex
CREATE UNIQUE INDEX "matches_movement_id_key" ON "reconciliation"."matches"("movement_id");

-- CreateIndex
CREATE UNIQUE INDEX "bank_matches_settlement_id_key" ON "reconciliation"."bank_matches"("settlement_id");

-- CreateIndex
CREATE UNIQUE INDEX "breaks_category_subject_key" ON "reconciliation"."breaks"("category", "subject");

-- CreateIndex
CREATE INDEX "breaks_provider_currency_day_idx" ON "reconciliation"."breaks"("provider", "currency", "day");

-- CreateIndex
CREATE INDEX "break_events_break_id_id_idx" ON "reconciliation"."break_events"("break_id", "id");

-- CreateIndex
CREATE INDEX "stated_provider_currency_occurred_at_idx" ON "reconciliation"."stated"("provider", "currency", "occurred_at");

-- CreateIndex
CREATE INDEX "closes_provider_currency_day_idx" ON "reconciliation"."closes"("provider", "currency", "day");

ALTER TABLE "reconciliation"."movements"
  ADD CONSTRAINT "movements_kind_check" CHECK (kind IN ('DEPOSIT', 'REFUND', 'PAYOUT')),
  ADD CONSTRAINT "movements_amount_check" CHECK (amount > 0),
  ADD CONSTRAINT "movements_surplus_check" CHECK (surplus IN ('LATE_SUCCESS', 'DOUBLE_SUCCESS', 'RETURNED'));
ALTER TABLE "reconciliation"."statements"
  ADD CONSTRAINT "statements_source_check" CHECK (source IN ('FILE', 'API')),
  ADD CONSTRAINT "statements_state_check" CHECK (state IN ('RECEIVED', 'IMPORTING', 'IMPORTED', 'MATCHED', 'FAILED')),
  ADD CONSTRAINT "statements_period_check" CHECK (from_at < to_at),
  ADD CONSTRAINT "statements_sha_check" CHECK (octet_length(sha256) = 32);
ALTER TABLE "reconciliation"."statement_pieces"
  ADD CONSTRAINT "statement_pieces_sealed_check" CHECK (sealed_key LIKE 'v1.%');
ALTER TABLE "reconciliation"."lines"
  ADD CONSTRAINT "lines_entry_check" CHECK (entry IN ('DEPOSIT', 'REFUND', 'PAYOUT', 'FEE', 'SETTLEMENT', 'CREDIT', 'OTHER')),
  ADD CONSTRAINT "lines_status_check" CHECK (status IN ('SUCCEEDED', 'FAILED', 'PENDING'));
ALTER TABLE "reconciliation"."matches" ADD CONSTRAINT "matches_by_check" CHECK ("by" IN ('OUR_ID', 'PROVIDER_ID', 'PERSON'));
ALTER TABLE "reconciliation"."bank_matches" ADD CONSTRAINT "bank_matches_by_check" CHECK ("by" IN ('REFERENCE', 'PERSON'));

-- Nobody approves what they proposed themselves, whatever the code believes.
ALTER TABLE "reconciliation"."breaks"
  ADD CONSTRAINT "breaks_category_check" CHECK (category IN ('MISSING_INTERNAL', 'MISSING_PROVIDER', 'MISSING_LEDGER', 'STATUS_MISMATCH',
    'AMOUNT_MISMATCH', 'CURRENCY_MISMATCH', 'FEE_MISMATCH', 'DUPLICATE', 'TIMING', 'LATE_SUCCESS', 'DOUBLE_SUCCESS', 'UNALLOCATED_RECEIPT',
    'MISSING_BANK_CREDIT', 'BALANCE_DRIFT', 'PARSE_ERROR')),
  ADD CONSTRAINT "breaks_state_check" CHECK (state IN ('OPEN', 'PROPOSED', 'RESOLVED')),
  ADD CONSTRAINT "breaks_resolution_check" CHECK (resolution IN ('MATCHED', 'AUTO', 'WRITTEN_OFF', 'ACCEPTED', 'SUPERSEDED')),
  ADD CONSTRAINT "breaks_resolved_check" CHECK ((state = 'RESOLVED') = (resolution IS NOT NULL) AND (state = 'RESOLVED') = (resolved_at IS NOT NULL)),
  ADD CONSTRAINT "breaks_proposed_check" CHECK (state <> 'PROPOSED' OR proposed_by IS NOT NULL),
  ADD CONSTRAINT "breaks_written_off_check" CHECK (resolution <> 'WRITTEN_OFF' OR (proposed_by IS NOT NULL AND approved_by IS NOT NULL)),
  ADD CONSTRAINT "breaks_two_people_check" CHECK (approved_by <> proposed_by),
  ADD CONSTRAINT "breaks_amount_check" CHECK (amount >= 0);
CREATE INDEX "breaks_open_idx" ON "reconciliation"."breaks" (provider, currency, day) WHERE state <> 'RESOLVED';
CREATE INDEX "breaks_line_idx" ON "reconciliation"."breaks" (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX "breaks_movement_idx" ON "reconciliation"."breaks" (movement_id) WHERE movement_id IS NOT NULL;

ALTER TABLE "reconciliation"."stated"
  ADD CONSTRAINT "stated_kind_check" CHECK (kind IN ('FEE', 'SENT', 'ARRIVED', 'UNALLOCATED', 'ALLOCATED', 'WRITE_OFF')),
  ADD CONSTRAINT "stated_direction_check" CHECK (direction IN ('IN', 'OUT')),
  ADD CONSTRAINT "stated_amount_check" CHECK (amount > 0);

-- One close of a wallet's day counts.
CREATE UNIQUE INDEX "closes_day_key" ON "reconciliation"."closes" (provider, currency, day) WHERE reopened_at IS NULL;
ALTER TABLE "reconciliation"."closes"
  ADD CONSTRAINT "closes_reopened_check" CHECK (num_nonnulls(reopened_by, reopened_at, reopen_reason) IN (0, 3));

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "reconciliation"."break_events"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "reconciliation"."stated"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
-- The file is evidence: as it came, it stays.
CREATE FUNCTION reconciliation.refuse_other_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM reconciliation.statements WHERE id = OLD.statement_id) THEN
      RAISE EXCEPTION 'a statement is kept as it came' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF NEW.content IS DISTINCT FROM OLD.content OR NEW.no <> OLD.no OR NEW.statement_id <> OLD.statement_id THEN
    RAISE EXCEPTION 'a statement is kept as it came' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_content BEFORE UPDATE OR DELETE ON "reconciliation"."statement_pieces"
  FOR EACH ROW EXECUTE FUNCTION reconciliation.refuse_other_content();
-- It is compressed already.
ALTER TABLE "reconciliation"."statement_pieces" ALTER COLUMN content SET STORAGE EXTERNAL;
-- What was signed stays signed; a reopening is added to it.
CREATE FUNCTION reconciliation.refuse_unsigning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.reopened_at IS NOT NULL
    OR (to_jsonb(NEW) - ARRAY['reopened_by', 'reopened_at', 'reopen_reason']) <> (to_jsonb(OLD) - ARRAY['reopened_by', 'reopened_at', 'reopen_reason'])
  THEN
    RAISE EXCEPTION 'a close that was signed does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_signed BEFORE UPDATE OR DELETE ON "reconciliation"."closes"
  FOR EACH ROW EXECUTE FUNCTION reconciliation.refuse_unsigning();

-- A domain that runs alone takes a role of its own.
DO $$
DECLARE
  domain text;
  app text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pakashop_reconciliation') THEN
    CREATE ROLE pakashop_reconciliation NOLOGIN NOBYPASSRLS;
  END IF;
  GRANT pakashop_reconciliation TO CURRENT_USER;
  FOREACH app IN ARRAY ARRAY['pakashop_app', 'pakashop_reconciliation'] LOOP
    FOREACH domain IN ARRAY ARRAY['platform', 'reconciliation'] LOOP
      -- What everybody may do with the platform's tables is said already for the role of all domains.
      CONTINUE WHEN app = 'pakashop_app' AND domain = 'platform';
      EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', domain, app);
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', domain, app);
      EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO %I', domain, app);
      EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', domain, app);
      EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE ON SEQUENCES TO %I', domain, app);
    END LOOP;
    EXECUTE format('REVOKE UPDATE, DELETE ON reconciliation.break_events, reconciliation.stated FROM %I', app);
    -- After a bulk import the planner has to know what there is.
    EXECUTE format('GRANT MAINTAIN ON reconciliation.lines, reconciliation.movements, reconciliation.matches TO %I', app);
  END LOOP;
  REVOKE UPDATE, DELETE, TRUNCATE ON platform.audit, platform.chain_links FROM pakashop_reconciliation;
END $$;
