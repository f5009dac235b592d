-- CreateTable
CREATE TABLE "backend"."refunds" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "shop_order_id" UUID,
    "shop_id" UUID,
    "break_id" UUID,
    "key" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "why" TEXT,
    "state" TEXT NOT NULL,
    "moves" INTEGER NOT NULL DEFAULT 1,
    "goods" BIGINT NOT NULL DEFAULT 0,
    "delivery" BIGINT NOT NULL DEFAULT 0,
    "goodwill" BIGINT NOT NULL DEFAULT 0,
    "surplus" BIGINT NOT NULL DEFAULT 0,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "funder" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "attention" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "jobs" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(6),
    "opened_by" TEXT NOT NULL,
    "needs_approval" BOOLEAN NOT NULL DEFAULT false,
    "approved_by" TEXT,
    "wallet_phone" TEXT,
    "wallet_operator" TEXT,
    "wallet_by" TEXT,
    "wallet_needs_approval" BOOLEAN NOT NULL DEFAULT false,
    "wallet_approved_by" TEXT,
    "completed_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "refunds_state_check" CHECK ("state" IN ('CREATED', 'RESERVED', 'SENT', 'NEEDS_ATTENTION', 'COMPLETED', 'WITHDRAWN')),
    CONSTRAINT "refunds_reason_check" CHECK ("reason" IN ('CANCELLED', 'CANNOT_SUPPLY', 'RETURNED', 'DISPUTE', 'GOODWILL', 'STAFF', 'SURPLUS')),
    CONSTRAINT "refunds_amount_check" CHECK ("goods" >= 0 AND "delivery" >= 0 AND "goodwill" >= 0 AND "surplus" >= 0
      AND "amount" > 0 AND "amount" = "goods" + "delivery" + "goodwill" + "surplus"),
    -- Surplus is money of no shop order and of one break; everything else is of one shop order.
    CONSTRAINT "refunds_surplus_check" CHECK (("surplus" > 0) = ("reason" = 'SURPLUS') AND ("surplus" > 0) = ("break_id" IS NOT NULL)
      AND ("surplus" = 0 OR "surplus" = "amount")),
    CONSTRAINT "refunds_shop_order_check" CHECK (("goods" = 0 AND "delivery" = 0) OR ("shop_order_id" IS NOT NULL AND "shop_id" IS NOT NULL)),
    CONSTRAINT "refunds_funder_check" CHECK ("funder" = 'PLATFORM' OR ("funder" = 'SHOP' AND "shop_id" IS NOT NULL)),
    CONSTRAINT "refunds_provider_check" CHECK ("provider" IN ('pawapay', 'flutterwave')),
    -- Above the limit nothing leaves before a second person has agreed.
    CONSTRAINT "refunds_approval_check" CHECK (NOT "needs_approval" OR "state" IN ('CREATED', 'WITHDRAWN')
      OR ("approved_by" IS NOT NULL AND "approved_by" <> "opened_by")),
    CONSTRAINT "refunds_wallet_check" CHECK ("wallet_approved_by" IS NULL OR "wallet_approved_by" <> "wallet_by"),
    CONSTRAINT "refunds_wallet_operator_check" CHECK ("wallet_operator" IN ('MTN_MOMO_ZMB', 'AIRTEL_OAPI_ZMB', 'ZAMTEL_ZMB')),
    CONSTRAINT "refunds_attention_check" CHECK (("state" = 'NEEDS_ATTENTION') = ("attention" IS NOT NULL))
);

-- CreateTable
CREATE TABLE "backend"."refund_lines" (
    "refund_id" UUID NOT NULL,
    "line_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "refund_lines_pkey" PRIMARY KEY ("refund_id","line_id"),
    CONSTRAINT "refund_lines_check" CHECK ("quantity" > 0 AND "amount" >= 0)
);

-- CreateTable
CREATE TABLE "backend"."refund_attempts" (
    "id" UUID NOT NULL,
    "refund_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "route" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "provider_refund_id" TEXT,
    "state" TEXT NOT NULL,
    "moves" INTEGER NOT NULL DEFAULT 1,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "phone" TEXT,
    "operator" TEXT,
    "failure_code" TEXT,
    "evidence" TEXT,
    "sent_at" TIMESTAMPTZ(6) NOT NULL,
    "settled_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refund_attempts_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "refund_attempts_state_check" CHECK ("state" IN ('SENT', 'PENDING', 'UNKNOWN', 'COMPLETED', 'FAILED')),
    CONSTRAINT "refund_attempts_route_check" CHECK ("route" IN ('SAME_RAIL', 'OTHER_WALLET')),
    CONSTRAINT "refund_attempts_provider_check" CHECK ("provider" = 'pawapay' OR ("provider" = 'flutterwave' AND "route" = 'SAME_RAIL')),
    CONSTRAINT "refund_attempts_amount_check" CHECK ("amount" > 0)
);

-- CreateTable
CREATE TABLE "backend"."refund_limits" (
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "allowed" BIGINT NOT NULL,
    "taken" BIGINT NOT NULL,

    CONSTRAINT "refund_limits_pkey" PRIMARY KEY ("kind","subject_id"),
    CONSTRAINT "refund_limits_kind_check" CHECK ("kind" IN ('GOODS', 'DELIVERY', 'PAYMENT', 'SURPLUS', 'LINE')),
    CONSTRAINT "refund_limits_taken_check" CHECK ("taken" BETWEEN 0 AND "allowed")
);

-- CreateIndex
CREATE UNIQUE INDEX "refunds_key_key" ON "backend"."refunds"("key");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_break_id_key" ON "backend"."refunds"("break_id");

-- CreateIndex
CREATE INDEX "refunds_order_id_id_idx" ON "backend"."refunds"("order_id", "id");

-- CreateIndex
CREATE INDEX "refunds_shop_order_id_idx" ON "backend"."refunds"("shop_order_id");

-- CreateIndex
CREATE INDEX "refund_lines_line_id_idx" ON "backend"."refund_lines"("line_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_attempts_reference_key" ON "backend"."refund_attempts"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "refund_attempts_refund_id_number_key" ON "backend"."refund_attempts"("refund_id", "number");

-- CreateIndex
CREATE INDEX "refund_attempts_provider_source_idx" ON "backend"."refund_attempts"("provider", "source");

-- AddForeignKey
ALTER TABLE "backend"."refund_lines" ADD CONSTRAINT "refund_lines_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "backend"."refunds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."refund_attempts" ADD CONSTRAINT "refund_attempts_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "backend"."refunds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE INDEX "refunds_open_idx" ON "backend"."refunds" (id) WHERE state NOT IN ('COMPLETED', 'WITHDRAWN');
-- At most one attempt of a refund can be alive, and at most one refund of a deposit (pawaPay's REFUND_IN_PROGRESS).
CREATE UNIQUE INDEX "refund_attempts_live_key" ON "backend"."refund_attempts" (refund_id)
  WHERE state IN ('SENT', 'PENDING', 'UNKNOWN');
CREATE UNIQUE INDEX "refund_attempts_source_key" ON "backend"."refund_attempts" (provider, source)
  WHERE route = 'SAME_RAIL' AND state IN ('SENT', 'PENDING', 'UNKNOWN');
-- A refund of the provider settles one of ours.
CREATE UNIQUE INDEX "refund_attempts_provider_key" ON "backend"."refund_attempts" (provider, provider_refund_id)
  WHERE provider_refund_id IS NOT NULL;

CREATE TRIGGER keep_final BEFORE UPDATE ON "backend"."refunds" FOR EACH ROW
  WHEN (OLD.state IN ('COMPLETED', 'WITHDRAWN') AND NEW.state <> OLD.state) EXECUTE FUNCTION backend.keep_final();
CREATE TRIGGER keep_final BEFORE UPDATE ON "backend"."refund_attempts" FOR EACH ROW
  WHEN (OLD.state IN ('COMPLETED', 'FAILED') AND NEW.state <> OLD.state) EXECUTE FUNCTION backend.keep_final();

-- What is refunded, open or completed, never exceeds what was paid: whoever writes a refund takes of the limits, and
-- what is withdrawn gives back. The rows are taken in one order, so that two refunds wait for each other.
CREATE FUNCTION backend.take_refund_limit(what text, subject uuid, most bigint, part bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF most IS NULL THEN
    RAISE EXCEPTION 'there is nothing of % % to refund', what, subject USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_limits_taken_check';
  END IF;
  INSERT INTO backend.refund_limits AS l (kind, subject_id, allowed, taken) VALUES (what, subject, most, part)
  ON CONFLICT (kind, subject_id) DO UPDATE SET taken = l.taken + excluded.taken;
END $$;

CREATE FUNCTION backend.take_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.goods > 0 THEN
    PERFORM backend.take_refund_limit('GOODS', NEW.shop_order_id,
      (SELECT goods_total FROM backend.shop_orders WHERE id = NEW.shop_order_id AND order_id = NEW.order_id), NEW.goods);
  END IF;
  IF NEW.delivery > 0 THEN
    PERFORM backend.take_refund_limit('DELIVERY', NEW.shop_order_id,
      (SELECT delivery_fee FROM backend.shop_orders WHERE id = NEW.shop_order_id AND order_id = NEW.order_id), NEW.delivery);
  END IF;
  IF NEW.goods + NEW.delivery > 0 THEN
    PERFORM backend.take_refund_limit('PAYMENT', NEW.payment_id,
      (SELECT captured_amount FROM backend.payments WHERE id = NEW.payment_id AND order_id = NEW.order_id), NEW.goods + NEW.delivery);
  END IF;
  IF NEW.surplus > 0 THEN
    PERFORM backend.take_refund_limit('SURPLUS', NEW.break_id,
      (SELECT amount FROM backend.payment_breaks WHERE id = NEW.break_id AND payment_id = NEW.payment_id), NEW.surplus);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER take_refund AFTER INSERT ON "backend"."refunds" FOR EACH ROW EXECUTE FUNCTION backend.take_refund();

CREATE FUNCTION backend.take_refund_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM backend.take_refund_limit('LINE', NEW.line_id,
    (SELECT l.quantity FROM backend.order_lines l JOIN backend.refunds r ON r.shop_order_id = l.shop_order_id
     WHERE l.id = NEW.line_id AND r.id = NEW.refund_id), NEW.quantity);
  RETURN NULL;
END $$;
CREATE TRIGGER take_refund_line AFTER INSERT ON "backend"."refund_lines" FOR EACH ROW EXECUTE FUNCTION backend.take_refund_line();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "backend"."refund_lines"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

CREATE FUNCTION backend.give_refund_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE backend.refund_limits SET taken = taken - NEW.goods WHERE kind = 'GOODS' AND subject_id = NEW.shop_order_id;
  UPDATE backend.refund_limits SET taken = taken - NEW.delivery WHERE kind = 'DELIVERY' AND subject_id = NEW.shop_order_id;
  UPDATE backend.refund_limits SET taken = taken - NEW.goods - NEW.delivery WHERE kind = 'PAYMENT' AND subject_id = NEW.payment_id;
  UPDATE backend.refund_limits SET taken = taken - NEW.surplus WHERE kind = 'SURPLUS' AND subject_id = NEW.break_id;
  UPDATE backend.refund_limits l SET taken = l.taken - r.quantity FROM backend.refund_lines r
  WHERE r.refund_id = NEW.id AND l.kind = 'LINE' AND l.subject_id = r.line_id;
  RETURN NULL;
END $$;
CREATE TRIGGER give_refund_back AFTER UPDATE OF state ON "backend"."refunds" FOR EACH ROW
  WHEN (NEW.state = 'WITHDRAWN' AND OLD.state <> 'WITHDRAWN') EXECUTE FUNCTION backend.give_refund_back();

-- What a refund is for never changes once it is written.
CREATE FUNCTION backend.keep_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'refund % is written and keeps its amounts', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_refund BEFORE UPDATE ON "backend"."refunds" FOR EACH ROW
  WHEN ((OLD.order_id, OLD.payment_id, OLD.goods, OLD.delivery, OLD.goodwill, OLD.surplus, OLD.needs_approval, OLD.opened_by, OLD.source)
    IS DISTINCT FROM (NEW.order_id, NEW.payment_id, NEW.goods, NEW.delivery, NEW.goodwill, NEW.surplus, NEW.needs_approval, NEW.opened_by, NEW.source))
  EXECUTE FUNCTION backend.keep_refund();

-- An attempt pays the whole of its refund, and to another wallet only as it was agreed.
CREATE FUNCTION backend.check_refund_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM backend.refunds r
    WHERE r.id = NEW.refund_id AND r.amount = NEW.amount AND r.currency = NEW.currency AND r.state = 'SENT'
      AND (NEW.route = 'SAME_RAIL' OR (
        r.wallet_phone = NEW.phone AND r.wallet_operator = NEW.operator
        AND (NOT r.wallet_needs_approval OR r.wallet_approved_by IS NOT NULL))))
  THEN
    RAISE EXCEPTION 'refund % may not be sent like this', NEW.refund_id USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_attempts_agreed_check';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_refund_attempt BEFORE INSERT ON "backend"."refund_attempts" FOR EACH ROW EXECUTE FUNCTION backend.check_refund_attempt();

DO $$
DECLARE
  app text;
BEGIN
  FOREACH app IN ARRAY ARRAY['app', 'backend'] LOOP
    EXECUTE format('REVOKE UPDATE, DELETE ON backend.refund_lines FROM %I', 'pakashop_' || app);
    EXECUTE format('REVOKE DELETE ON backend.refunds, backend.refund_attempts, backend.refund_limits FROM %I', 'pakashop_' || app);
  END LOOP;
END $$;
