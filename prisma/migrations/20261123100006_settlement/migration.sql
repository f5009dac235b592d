-- AlterTable
ALTER TABLE "settlement"."ledger_transactions" ADD COLUMN     "number" BIGSERIAL NOT NULL;

-- AlterTable
ALTER TABLE "settlement"."ledger_balances" DROP CONSTRAINT "ledger_balances_pkey",
ADD COLUMN     "slot" SMALLINT NOT NULL DEFAULT 0,
ADD CONSTRAINT "ledger_balances_pkey" PRIMARY KEY ("account_id", "slot");

-- AlterTable
ALTER TABLE "settlement"."settlements" ADD COLUMN     "goods" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "delivery_fee" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "commission" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "commission_vat" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "refunded_goods" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "refunded_delivery" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "commission_back" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "commission_vat_back" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "shop_class" TEXT,
ADD COLUMN     "agent_pay" BIGINT,
ADD COLUMN     "delivery_payee_kind" TEXT,
ADD COLUMN     "delivery_payee_id" UUID,
ADD COLUMN     "delivered_at" TIMESTAMPTZ(6),
ADD COLUMN     "confirmed_at" TIMESTAMPTZ(6),
ADD COLUMN     "released_at" TIMESTAMPTZ(6),
ADD COLUMN     "delivery_settled" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "disputes" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "reserved" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "reserve_due_at" TIMESTAMPTZ(6),
ADD COLUMN     "reserve_released_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "settlement"."disputes" (
    "id" UUID NOT NULL,
    "shop_order_id" UUID NOT NULL,
    "is_closed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "disputes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settlement"."earnings" (
    "id" UUID NOT NULL,
    "payee_kind" TEXT NOT NULL,
    "payee_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "shop_order_id" UUID,
    "cause" TEXT NOT NULL,
    "available_at" TIMESTAMPTZ(6) NOT NULL,
    "frozen" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "earnings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settlement"."policies" (
    "class" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "hold_seconds" INTEGER NOT NULL DEFAULT 86400,
    "reserve_bps" INTEGER NOT NULL DEFAULT 0,
    "reserve_days" INTEGER NOT NULL DEFAULT 0,
    "payout_minimum" BIGINT NOT NULL DEFAULT 0,
    "payout_every" TEXT NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policies_pkey" PRIMARY KEY ("class")
);

-- CreateTable
CREATE TABLE "settlement"."adjustments" (
    "id" UUID NOT NULL,
    "payee_kind" TEXT NOT NULL,
    "payee_id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "against" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'PROPOSED',
    "proposed_by" TEXT NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "adjustments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transactions_number_key" ON "settlement"."ledger_transactions"("number");

-- CreateIndex
CREATE INDEX "ledger_transactions_occurred_at_idx" ON "settlement"."ledger_transactions"("occurred_at");

-- CreateIndex
CREATE INDEX "disputes_shop_order_id_idx" ON "settlement"."disputes"("shop_order_id");

-- CreateIndex
CREATE UNIQUE INDEX "earnings_cause_key" ON "settlement"."earnings"("cause");

-- CreateIndex
CREATE INDEX "earnings_payee_kind_payee_id_id_idx" ON "settlement"."earnings"("payee_kind", "payee_id", "id");

-- CreateIndex
CREATE INDEX "earnings_shop_order_id_idx" ON "settlement"."earnings"("shop_order_id");

-- CreateIndex
CREATE INDEX "adjustments_state_id_idx" ON "settlement"."adjustments"("state", "id");

-- What was captured before the split was kept is all goods.
UPDATE "settlement"."settlements" SET goods = amount;
ALTER TABLE "settlement"."ledger_balances"
  ADD CONSTRAINT "ledger_balances_slot_check" CHECK (slot BETWEEN 0 AND 63);

-- Providers' accounts follow facts that nobody can refuse.
UPDATE "settlement"."ledger_accounts" SET may_be_negative = true WHERE starts_with(code, 'provider:');

-- What is held follows from what was paid, given back, released and settled; nothing is given back that was not paid.
ALTER TABLE "settlement"."settlements"
  DROP CONSTRAINT "settlements_amount_check",
  ADD CONSTRAINT "settlements_amount_check" CHECK (amount >= 0 AND amount =
    CASE WHEN released_at IS NULL THEN goods - refunded_goods ELSE 0 END
    + CASE WHEN delivery_settled THEN 0 ELSE delivery_fee - refunded_delivery END),
  ADD CONSTRAINT "settlements_goods_check" CHECK (goods >= 0 AND refunded_goods BETWEEN 0 AND goods),
  ADD CONSTRAINT "settlements_delivery_check" CHECK (delivery_fee >= 0 AND refunded_delivery BETWEEN 0 AND delivery_fee),
  ADD CONSTRAINT "settlements_commission_check" CHECK (
    commission >= 0 AND commission_vat >= 0 AND commission + commission_vat <= goods
    AND commission_back BETWEEN 0 AND commission AND commission_vat_back BETWEEN 0 AND commission_vat),
  ADD CONSTRAINT "settlements_release_check" CHECK (released_at IS NULL OR (release_at IS NOT NULL AND released_at >= release_at)),
  ADD CONSTRAINT "settlements_pay_check" CHECK (agent_pay IS NULL OR (agent_pay >= 0 AND delivery_payee_kind IN ('AGENT', 'FLEET') AND delivery_payee_id IS NOT NULL)),
  ADD CONSTRAINT "settlements_settled_check" CHECK (NOT delivery_settled OR agent_pay IS NOT NULL),
  ADD CONSTRAINT "settlements_disputes_check" CHECK (disputes >= 0),
  ADD CONSTRAINT "settlements_reserve_check" CHECK (reserved >= 0 AND (reserved = 0 OR reserve_due_at IS NOT NULL) AND (reserve_released_at IS NULL OR reserve_released_at >= reserve_due_at));
ALTER TABLE "settlement"."earnings"
  ADD CONSTRAINT "earnings_payee_kind_check" CHECK (payee_kind IN ('SHOP', 'AGENT', 'FLEET')),
  ADD CONSTRAINT "earnings_kind_check" CHECK (kind IN ('RELEASE', 'DELIVERY', 'REFUND', 'REFUND_WITHDRAWN', 'RESERVE_RELEASE', 'ADJUSTMENT')),
  ADD CONSTRAINT "earnings_amount_check" CHECK (amount <> 0);
ALTER TABLE "settlement"."policies"
  ADD CONSTRAINT "policies_class_check" CHECK (class IN ('NEW', 'STANDARD', 'TRUSTED', 'AGENT', 'FLEET')),
  ADD CONSTRAINT "policies_hold_check" CHECK (hold_seconds BETWEEN 0 AND 7776000),
  ADD CONSTRAINT "policies_reserve_check" CHECK (reserve_bps BETWEEN 0 AND 10000 AND reserve_days BETWEEN 0 AND 365),
  ADD CONSTRAINT "policies_minimum_check" CHECK (payout_minimum >= 0),
  ADD CONSTRAINT "policies_every_check" CHECK (payout_every IN ('DAILY', 'WEEKLY', 'MANUAL'));
ALTER TABLE "settlement"."adjustments"
  ADD CONSTRAINT "adjustments_payee_kind_check" CHECK (payee_kind IN ('SHOP', 'AGENT', 'FLEET')),
  ADD CONSTRAINT "adjustments_direction_check" CHECK (direction IN ('CREDIT', 'DEBIT')),
  ADD CONSTRAINT "adjustments_amount_check" CHECK (amount > 0),
  ADD CONSTRAINT "adjustments_against_check" CHECK (against IN ('GOODWILL', 'WRITEOFF', 'COMMISSION', 'DELIVERY_MARGIN')),
  ADD CONSTRAINT "adjustments_state_check" CHECK (state IN ('PROPOSED', 'APPROVED', 'REJECTED')),
  -- Nobody approves what they have proposed.
  ADD CONSTRAINT "adjustments_decider_check" CHECK ((state = 'PROPOSED') = (decided_by IS NULL) AND (state <> 'APPROVED' OR decided_by <> proposed_by));

CREATE INDEX "ledger_transactions_refund_idx" ON "settlement"."ledger_transactions" (("reference" ->> 'shopOrderId'))
  WHERE "kind" IN ('REFUND_RESERVED', 'REFUND_WITHDRAWN');
CREATE INDEX "settlements_due_idx" ON "settlement"."settlements" ("release_at") WHERE "released_at" IS NULL AND "disputes" = 0;
CREATE INDEX "settlements_reserve_idx" ON "settlement"."settlements" ("reserve_due_at") WHERE "reserved" > 0 AND "reserve_released_at" IS NULL;

INSERT INTO "settlement"."policies" (class, hold_seconds, reserve_bps, reserve_days, payout_minimum, payout_every, changed_by) VALUES
  ('NEW', 604800, 1000, 30, 5000, 'WEEKLY', 'system'),
  ('STANDARD', 86400, 0, 0, 5000, 'DAILY', 'system'),
  ('TRUSTED', 0, 0, 0, 0, 'DAILY', 'system'),
  ('AGENT', 0, 0, 0, 2000, 'DAILY', 'system'),
  ('FLEET', 0, 0, 0, 5000, 'WEEKLY', 'system');

-- An account that may be negative needs no look at its sum when an entry comes: its sum is spread over slots, one per
-- connection, so that postings do not wait for each other. Every other account has one row, slot 0, and is exact.
-- Row by row, in the order of the insert: for the few entries of a posting that is faster than one look at all of them.
CREATE OR REPLACE FUNCTION settlement.apply_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  account settlement.ledger_accounts;
  balance settlement.ledger_balances;
BEGIN
  SELECT * INTO account FROM settlement.ledger_accounts WHERE id = NEW.account_id;
  IF account.currency <> NEW.currency THEN
    RAISE EXCEPTION 'account % is kept in %', account.code, account.currency USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_currency_check';
  END IF;
  IF NOT EXISTS (SELECT FROM settlement.ledger_transactions t WHERE t.id = NEW.transaction_id AND t.xmin::text = (pg_current_xact_id()::xid)::text) THEN
    RAISE EXCEPTION 'ledger transaction % is closed', NEW.transaction_id USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO settlement.ledger_balances AS b (account_id, slot, debits, credits)
  VALUES (NEW.account_id, CASE WHEN account.may_be_negative THEN pg_backend_pid() % 64 ELSE 0 END,
    CASE NEW.direction WHEN 'DEBIT' THEN NEW.amount ELSE 0 END, CASE NEW.direction WHEN 'CREDIT' THEN NEW.amount ELSE 0 END)
  ON CONFLICT (account_id, slot) DO UPDATE SET debits = b.debits + excluded.debits, credits = b.credits + excluded.credits
  RETURNING * INTO balance;
  IF NOT account.may_be_negative AND
     (CASE account.normal_side WHEN 'DEBIT' THEN balance.debits - balance.credits ELSE balance.credits - balance.debits END) < 0 THEN
    RAISE EXCEPTION 'account % would be overdrawn', account.code USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_overdraft_check';
  END IF;
  RETURN NULL;
END $$;

-- Balances that a decision depends on, locked until the end of the transaction in the order in which postings take them.
-- Nobody else may change balances, and so nobody else could lock them.
CREATE FUNCTION settlement.lock_balances(accounts uuid[]) RETURNS TABLE (account_id uuid, debits bigint, credits bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT b.account_id, b.debits, b.credits FROM settlement.ledger_balances b
  WHERE b.account_id = ANY (accounts) AND b.slot = 0 ORDER BY b.account_id FOR UPDATE
$$;

-- Makes every stored balance what its entries sum to, while nobody writes; answers which accounts were wrong. The owner's
-- tool (tools/ledger/rebuild.mjs), not the processes'.
CREATE FUNCTION settlement.rebuild_balances() RETURNS TABLE (code text, debits_before bigint, credits_before bigint, debits bigint, credits bigint)
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  LOCK TABLE settlement.ledger_entries, settlement.ledger_balances IN EXCLUSIVE MODE;
  CREATE TEMP TABLE rebuilt ON COMMIT DROP AS
    SELECT e.account_id, coalesce(sum(e.amount) FILTER (WHERE e.direction = 'DEBIT'), 0)::bigint AS debits,
      coalesce(sum(e.amount) FILTER (WHERE e.direction = 'CREDIT'), 0)::bigint AS credits
    FROM settlement.ledger_entries e GROUP BY e.account_id;
  CREATE TEMP TABLE stored ON COMMIT DROP AS
    SELECT b.account_id, sum(b.debits)::bigint AS debits, sum(b.credits)::bigint AS credits
    FROM settlement.ledger_balances b GROUP BY b.account_id;
  DELETE FROM settlement.ledger_balances;
  INSERT INTO settlement.ledger_balances (account_id, slot, debits, credits)
    SELECT r.account_id, 0, r.debits, r.credits FROM pg_temp.rebuilt r;
  RETURN QUERY
    SELECT a.code, coalesce(s.debits, 0), coalesce(s.credits, 0), coalesce(r.debits, 0), coalesce(r.credits, 0)
    FROM settlement.ledger_accounts a
    LEFT JOIN pg_temp.stored s ON s.account_id = a.id LEFT JOIN pg_temp.rebuilt r ON r.account_id = a.id
    WHERE (coalesce(s.debits, 0), coalesce(s.credits, 0)) <> (coalesce(r.debits, 0), coalesce(r.credits, 0))
    ORDER BY a.code;
END $$;
REVOKE EXECUTE ON FUNCTION settlement.rebuild_balances() FROM PUBLIC;

-- An earning is what was earned: only whether it is frozen changes.
CREATE FUNCTION settlement.keep_earning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'frozen') IS DISTINCT FROM (to_jsonb(OLD) - 'frozen') THEN
    RAISE EXCEPTION 'earnings are append only' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_earning BEFORE UPDATE OR DELETE ON "settlement"."earnings" FOR EACH ROW EXECUTE FUNCTION settlement.keep_earning();

REVOKE DELETE ON settlement.earnings, settlement.settlements, settlement.adjustments, settlement.policies FROM pakashop_app, pakashop_settlement;
