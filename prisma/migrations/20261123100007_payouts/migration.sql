-- CreateTable
CREATE TABLE "settlement"."payees" (
    "kind" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "user_id" UUID,
    "rail" TEXT,
    "provider" TEXT,
    "destination" TEXT NOT NULL DEFAULT '',
    "payable_after" TIMESTAMPTZ(6),
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payees_pkey" PRIMARY KEY ("kind","id")
);

-- CreateTable
CREATE TABLE "settlement"."payee_classes" (
    "id" UUID NOT NULL,
    "class" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,

    CONSTRAINT "payee_classes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settlement"."payout_batches" (
    "id" UUID NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "trigger" TEXT NOT NULL,
    "cycle" TEXT,
    "scope" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'DRAFT',
    "moves" INTEGER NOT NULL DEFAULT 1,
    "currency" CHAR(3) NOT NULL,
    "total" BIGINT NOT NULL DEFAULT 0,
    "count" INTEGER NOT NULL DEFAULT 0,
    "hash" BYTEA,
    "needs_approval" BOOLEAN NOT NULL DEFAULT false,
    "prepared_by" TEXT NOT NULL,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(6),
    "reason" TEXT,
    "resumed_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "payout_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settlement"."payout_omissions" (
    "batch_id" UUID NOT NULL,
    "payee_kind" TEXT NOT NULL,
    "payee_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "payout_omissions_pkey" PRIMARY KEY ("batch_id","payee_kind","payee_id")
);

-- CreateTable
CREATE TABLE "settlement"."payouts" (
    "id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "payee_kind" TEXT NOT NULL,
    "payee_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "moves" INTEGER NOT NULL DEFAULT 1,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "rail" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "masked" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "alone" BOOLEAN NOT NULL DEFAULT false,
    "acknowledged" BOOLEAN NOT NULL DEFAULT false,
    "provider_transaction_id" TEXT,
    "failure_code" TEXT,
    "evidence" TEXT,
    "replaces_id" UUID,
    "sender" BIGINT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(6),
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "payouts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settlement"."payout_items" (
    "payout_id" UUID NOT NULL,
    "earning_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "payout_items_pkey" PRIMARY KEY ("payout_id","earning_id")
);

-- CreateTable
CREATE TABLE "settlement"."payout_transitions" (
    "machine" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payout_transitions_pkey" PRIMARY KEY ("machine","subject_id","seq")
);

-- CreateTable
CREATE TABLE "settlement"."payout_breaks" (
    "id" UUID NOT NULL,
    "payout_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "amount" BIGINT,
    "currency" CHAR(3) NOT NULL,
    "detail" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'OPEN',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(6),

    CONSTRAINT "payout_breaks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "payees_ref_key" ON "settlement"."payees"("ref");

-- CreateIndex
CREATE INDEX "payees_user_id_idx" ON "settlement"."payees"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "payout_batches_number_key" ON "settlement"."payout_batches"("number");

-- CreateIndex
CREATE UNIQUE INDEX "payout_batches_cycle_key" ON "settlement"."payout_batches"("cycle");

-- CreateIndex
CREATE INDEX "payout_batches_state_idx" ON "settlement"."payout_batches"("state");

-- CreateIndex
CREATE UNIQUE INDEX "payouts_reference_key" ON "settlement"."payouts"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "payouts_replaces_id_key" ON "settlement"."payouts"("replaces_id");

-- CreateIndex
CREATE INDEX "payouts_batch_id_state_idx" ON "settlement"."payouts"("batch_id", "state");

-- CreateIndex
CREATE INDEX "payouts_payee_kind_payee_id_id_idx" ON "settlement"."payouts"("payee_kind", "payee_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "payout_breaks_payout_id_kind_key" ON "settlement"."payout_breaks"("payout_id", "kind");

-- AddForeignKey
ALTER TABLE "settlement"."payout_omissions" ADD CONSTRAINT "payout_omissions_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "settlement"."payout_batches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "settlement"."payouts" ADD CONSTRAINT "payouts_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "settlement"."payout_batches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "settlement"."payout_items" ADD CONSTRAINT "payout_items_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "settlement"."payouts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Closed lists, and what a row may not say.
ALTER TABLE "settlement"."payees"
  ADD CONSTRAINT "payees_kind_check" CHECK (kind IN ('SHOP', 'AGENT', 'FLEET')),
  ADD CONSTRAINT "payees_rail_check" CHECK (rail IN ('MOBILE_MONEY', 'BANK')),
  ADD CONSTRAINT "payees_wallet_check" CHECK (num_nonnulls(rail, provider, payable_after) IN (0, 3) AND (rail IS NOT NULL OR destination = '')),
  ADD CONSTRAINT "payees_ref_check" CHECK (ref = kind || ':' || id::text);
ALTER TABLE "settlement"."payout_batches"
  ADD CONSTRAINT "payout_batches_state_check" CHECK (state IN ('DRAFT', 'AWAITING_APPROVAL', 'APPROVED', 'SENDING', 'PAUSED', 'DONE', 'CANCELLED')),
  ADD CONSTRAINT "payout_batches_trigger_check" CHECK (trigger IN ('SCHEDULED', 'MANUAL', 'RETRY')),
  ADD CONSTRAINT "payout_batches_total_check" CHECK (total >= 0 AND count >= 0),
  -- Nobody approves what they have prepared, and without approval nothing goes out that needs it.
  ADD CONSTRAINT "payout_batches_approver_check" CHECK (approved_by IS NULL OR approved_by <> prepared_by),
  ADD CONSTRAINT "payout_batches_approval_check" CHECK (
    state NOT IN ('APPROVED', 'SENDING', 'PAUSED', 'DONE') OR NOT needs_approval OR approved_by IS NOT NULL);
ALTER TABLE "settlement"."payouts"
  ADD CONSTRAINT "payouts_state_check" CHECK (state IN ('CREATED', 'RESERVED', 'SENT', 'PENDING', 'UNKNOWN', 'COMPLETED', 'FAILED', 'CANCELLED')),
  ADD CONSTRAINT "payouts_amount_check" CHECK (amount > 0),
  ADD CONSTRAINT "payouts_provider_check" CHECK (provider IN ('pawapay', 'flutterwave')),
  ADD CONSTRAINT "payouts_rail_check" CHECK (rail IN ('MOBILE_MONEY', 'BANK')),
  ADD CONSTRAINT "payouts_payee_kind_check" CHECK (payee_kind IN ('SHOP', 'AGENT', 'FLEET'));
ALTER TABLE "settlement"."payout_items" ADD CONSTRAINT "payout_items_amount_check" CHECK (amount <> 0);
ALTER TABLE "settlement"."payout_breaks"
  ADD CONSTRAINT "payout_breaks_kind_check" CHECK (kind IN ('LATE_SUCCESS', 'LATE_FAILURE', 'AMOUNT_MISMATCH')),
  ADD CONSTRAINT "payout_breaks_state_check" CHECK (state IN ('OPEN', 'RESOLVED'));

-- One batch is filled at a time; a payee has one payout under way; an earning is in one payout that is or may be paid.
CREATE UNIQUE INDEX "payout_batches_draft_key" ON "settlement"."payout_batches" ("state") WHERE "state" = 'DRAFT';
CREATE UNIQUE INDEX "payouts_open_key" ON "settlement"."payouts" ("payee_kind", "payee_id")
  WHERE "state" IN ('CREATED', 'RESERVED', 'SENT', 'PENDING', 'UNKNOWN');
CREATE UNIQUE INDEX "payout_items_live_key" ON "settlement"."payout_items" ("earning_id") WHERE "live";

-- What was frozen stays as it was: a batch once it is filled, a payout from its first row on. The provider may change
-- before anything was sent; a state that is an end stays.
CREATE FUNCTION settlement.keep_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'DRAFT' AND (NEW.total, NEW.count, NEW.hash, NEW.needs_approval, NEW.currency)
      IS DISTINCT FROM (OLD.total, OLD.count, OLD.hash, OLD.needs_approval, OLD.currency) THEN
    RAISE EXCEPTION 'payout batch % is frozen', OLD.number USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.prepared_by, NEW.cycle, NEW.trigger) IS DISTINCT FROM (OLD.prepared_by, OLD.cycle, OLD.trigger)
      OR (OLD.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by) THEN
    RAISE EXCEPTION 'payout batch % keeps who prepared and who approved it', OLD.number USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state IN ('DONE', 'CANCELLED') AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'payout batch % is %', OLD.number, OLD.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_batch BEFORE UPDATE ON "settlement"."payout_batches" FOR EACH ROW EXECUTE FUNCTION settlement.keep_batch();

CREATE FUNCTION settlement.keep_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.batch_id, NEW.payee_kind, NEW.payee_id, NEW.amount, NEW.currency, NEW.rail, NEW.network, NEW.masked, NEW.replaces_id)
      IS DISTINCT FROM (OLD.batch_id, OLD.payee_kind, OLD.payee_id, OLD.amount, OLD.currency, OLD.rail, OLD.network, OLD.masked, OLD.replaces_id) THEN
    RAISE EXCEPTION 'payout % is frozen', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.sent_at IS NOT NULL AND (NEW.provider, NEW.reference) IS DISTINCT FROM (OLD.provider, OLD.reference) THEN
    RAISE EXCEPTION 'payout % was sent under its reference', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state IN ('COMPLETED', 'FAILED', 'CANCELLED') AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'payout % is %', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_payout BEFORE UPDATE ON "settlement"."payouts" FOR EACH ROW EXECUTE FUNCTION settlement.keep_payout();

-- A payout is the sum of the earnings that it settles, at commit.
CREATE FUNCTION settlement.check_itemised() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  checked uuid := coalesce((to_jsonb(NEW) ->> 'payout_id')::uuid, (to_jsonb(NEW) ->> 'id')::uuid);
BEGIN
  IF EXISTS (SELECT FROM settlement.payouts p WHERE p.id = checked AND p.amount IS DISTINCT FROM
      (SELECT sum(i.amount) FROM settlement.payout_items i WHERE i.payout_id = checked)) THEN
    RAISE EXCEPTION 'payout % is not the sum of its items', checked USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_itemised_check';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payout_itemised_check AFTER INSERT ON "settlement"."payouts"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION settlement.check_itemised();
CREATE CONSTRAINT TRIGGER payout_itemised_check AFTER INSERT ON "settlement"."payout_items"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION settlement.check_itemised();

-- Items come back to the balance once, when their payout has failed or was cancelled; nothing else of them changes.
CREATE FUNCTION settlement.keep_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.payout_id, NEW.earning_id, NEW.amount) IS DISTINCT FROM (OLD.payout_id, OLD.earning_id, OLD.amount)
      OR (NEW.live AND NOT OLD.live) THEN
    RAISE EXCEPTION 'an item of payout % is frozen', OLD.payout_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_item BEFORE UPDATE ON "settlement"."payout_items" FOR EACH ROW EXECUTE FUNCTION settlement.keep_item();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "settlement"."payout_transitions"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON "settlement"."payout_transitions"
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
REVOKE UPDATE, DELETE ON settlement.payout_transitions FROM pakashop_app, pakashop_settlement;
REVOKE DELETE ON settlement.payout_batches, settlement.payouts, settlement.payout_items, settlement.payout_breaks FROM pakashop_app, pakashop_settlement;
