-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "settlement";

-- CreateTable
CREATE TABLE "settlement"."ledger_accounts" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "normal_side" TEXT NOT NULL,
    "may_be_negative" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settlement"."ledger_transactions" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" JSONB NOT NULL,
    "reverses_id" UUID,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "posted_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_transactions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settlement"."ledger_entries" (
    "id" BIGSERIAL NOT NULL,
    "transaction_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settlement"."ledger_balances" (
    "account_id" UUID NOT NULL,
    "debits" BIGINT NOT NULL DEFAULT 0,
    "credits" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "ledger_balances_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "settlement"."settlements" (
    "shop_order_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'HELD',
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "release_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settlements_pkey" PRIMARY KEY ("shop_order_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_accounts_code_key" ON "settlement"."ledger_accounts"("code");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transactions_key_key" ON "settlement"."ledger_transactions"("key");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transactions_reverses_id_key" ON "settlement"."ledger_transactions"("reverses_id");

-- CreateIndex
CREATE INDEX "ledger_entries_transaction_id_idx" ON "settlement"."ledger_entries"("transaction_id");

-- CreateIndex
CREATE INDEX "ledger_entries_account_id_id_idx" ON "settlement"."ledger_entries"("account_id", "id");

-- CreateIndex
CREATE INDEX "settlements_shop_id_idx" ON "settlement"."settlements"("shop_id");

-- AddForeignKey
ALTER TABLE "settlement"."ledger_entries" ADD CONSTRAINT "ledger_entries_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "settlement"."ledger_transactions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "settlement"."ledger_entries" ADD CONSTRAINT "ledger_entries_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "settlement"."ledger_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "settlement"."ledger_balances" ADD CONSTRAINT "ledger_balances_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "settlement"."ledger_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "settlement"."ledger_accounts"
  ADD CONSTRAINT "ledger_accounts_class_check" CHECK (class IN ('ASSET', 'LIABILITY', 'INCOME', 'EXPENSE', 'CONTROL')),
  ADD CONSTRAINT "ledger_accounts_side_check" CHECK (normal_side IN ('DEBIT', 'CREDIT'));
ALTER TABLE "settlement"."ledger_entries"
  ADD CONSTRAINT "ledger_entries_amount_check" CHECK (amount > 0),
  ADD CONSTRAINT "ledger_entries_direction_check" CHECK (direction IN ('DEBIT', 'CREDIT'));
ALTER TABLE "settlement"."settlements"
  ADD CONSTRAINT "settlements_state_check" CHECK (state IN ('HELD', 'RELEASABLE', 'RELEASED', 'PAYOUT_PENDING', 'PAID_OUT', 'FROZEN', 'REFUNDED', 'REVERSED')),
  ADD CONSTRAINT "settlements_amount_check" CHECK (amount > 0);

-- Each ledger transaction balances per currency and has two sides, at commit. Checked for the transaction and again for
-- each entry, so that an entry added after the first check is caught as well.
CREATE FUNCTION settlement.check_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  checked uuid := CASE TG_TABLE_NAME WHEN 'ledger_transactions' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'transaction_id')::uuid END;
BEGIN
  IF NOT EXISTS (SELECT FROM settlement.ledger_entries WHERE transaction_id = checked)
     OR EXISTS (
       SELECT FROM settlement.ledger_entries WHERE transaction_id = checked GROUP BY currency
       HAVING sum(CASE direction WHEN 'DEBIT' THEN amount ELSE -amount END) <> 0)
  THEN
    RAISE EXCEPTION 'ledger transaction % does not balance', checked USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced_check';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_balanced_check AFTER INSERT ON "settlement"."ledger_transactions"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION settlement.check_balanced();
CREATE CONSTRAINT TRIGGER ledger_balanced_check AFTER INSERT ON "settlement"."ledger_entries"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION settlement.check_balanced();

-- An entry belongs to a transaction of the same database transaction and has the currency of its account; it moves the
-- account's balance, which may not pass below zero on its normal side unless the account allows it.
-- Runs as its owner: nobody else may write balances.
CREATE FUNCTION settlement.apply_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
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
  INSERT INTO settlement.ledger_balances AS b (account_id, debits, credits)
  VALUES (NEW.account_id, CASE NEW.direction WHEN 'DEBIT' THEN NEW.amount ELSE 0 END, CASE NEW.direction WHEN 'CREDIT' THEN NEW.amount ELSE 0 END)
  ON CONFLICT (account_id) DO UPDATE SET debits = b.debits + excluded.debits, credits = b.credits + excluded.credits
  RETURNING * INTO balance;
  IF NOT account.may_be_negative AND
     (CASE account.normal_side WHEN 'DEBIT' THEN balance.debits - balance.credits ELSE balance.credits - balance.debits END) < 0 THEN
    RAISE EXCEPTION 'account % would be overdrawn', account.code USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_overdraft_check';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER apply_entry AFTER INSERT ON "settlement"."ledger_entries" FOR EACH ROW EXECUTE FUNCTION settlement.apply_entry();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "settlement"."ledger_transactions"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "settlement"."ledger_entries"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON "settlement"."ledger_transactions"
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON "settlement"."ledger_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
