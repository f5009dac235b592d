-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "backend";

-- CreateTable
CREATE TABLE "backend"."users" (
    "id" UUID NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "status" TEXT NOT NULL DEFAULT 'ACTIVE',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."role_grants" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "scope_id" UUID,
    "granted_by" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "role_grants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "audience" TEXT NOT NULL,
    "user_agent" TEXT,
    "address" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),
    "revoke_reason" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."refresh_tokens" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "issued_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),
    "successor_id" UUID,

    CONSTRAINT "refresh_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."sign_in_attempts" (
    "subject" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "blocked_until" TIMESTAMPTZ(6) NOT NULL,
    "last_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("subject")
);

-- CreateTable
CREATE TABLE "backend"."shops" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'ACTIVE',
    "province" TEXT NOT NULL,
    "town" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "sku_counter" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shops_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."categories" (
    "id" UUID NOT NULL,
    "parent_id" UUID,
    "slug" TEXT NOT NULL,
    "code" CHAR(3) NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."products" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "category_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'DRAFT',
    "price_from" BIGINT NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL DEFAULT 'ZMW',
    "in_stock" BOOLEAN NOT NULL DEFAULT false,
    "image_url" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "products_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."product_images" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "alt" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL,

    CONSTRAINT "product_images_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."product_options" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "values" TEXT[],
    "position" INTEGER NOT NULL,

    CONSTRAINT "product_options_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."variants" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "sku" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "options" JSONB NOT NULL DEFAULT '{}',
    "price" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL DEFAULT 'ZMW',
    "status" TEXT NOT NULL DEFAULT 'ACTIVE',
    "position" INTEGER NOT NULL DEFAULT 0,
    "available" INTEGER NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,
    "sold" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "variants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."stock_movements" (
    "id" BIGSERIAL NOT NULL,
    "variant_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "reason" TEXT,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stock_movements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."carts" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "guest_hash" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "carts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."cart_items" (
    "cart_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "added_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cart_items_pkey" PRIMARY KEY ("cart_id","variant_id")
);

-- CreateTable
CREATE TABLE "backend"."orders" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "user_id" UUID,
    "guest_hash" TEXT,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "payment_status" TEXT NOT NULL DEFAULT 'PENDING',
    "moves" INTEGER NOT NULL DEFAULT 1,
    "contact_name" TEXT NOT NULL,
    "contact_phone" TEXT NOT NULL,
    "contact_email" TEXT,
    "province" TEXT NOT NULL,
    "town" TEXT NOT NULL,
    "landmark" TEXT NOT NULL,
    "delivery_phone" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "goods_total" BIGINT NOT NULL,
    "delivery_total" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."shop_orders" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "shop_name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "moves" INTEGER NOT NULL DEFAULT 1,
    "goods_total" BIGINT NOT NULL,
    "delivery_fee" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shop_orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."order_lines" (
    "id" UUID NOT NULL,
    "shop_order_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "sku" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_price" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "tax_amount" BIGINT NOT NULL,
    "tax_rate" INTEGER NOT NULL,

    CONSTRAINT "order_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."order_adjustments" (
    "id" UUID NOT NULL,
    "shop_order_id" UUID NOT NULL,
    "line_id" UUID,
    "kind" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "funder" TEXT NOT NULL,
    "tax_amount" BIGINT NOT NULL DEFAULT 0,
    "rule_id" UUID,
    "rule_version" INTEGER,
    "reason" TEXT NOT NULL,

    CONSTRAINT "order_adjustments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."transitions" (
    "machine" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transitions_pkey" PRIMARY KEY ("machine","subject_id","seq")
);

-- CreateTable
CREATE TABLE "backend"."payments" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "moves" INTEGER NOT NULL DEFAULT 1,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "captured_amount" BIGINT NOT NULL DEFAULT 0,
    "refunded_amount" BIGINT NOT NULL DEFAULT 0,
    "captured_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."payment_attempts" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "provider_transaction_id" TEXT,
    "state" TEXT NOT NULL DEFAULT 'CREATED',
    "moves" INTEGER NOT NULL DEFAULT 1,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "phone" TEXT,
    "operator" TEXT,
    "redirect_url" TEXT,
    "failure_code" TEXT,
    "evidence" TEXT,
    "fenced_at" TIMESTAMPTZ(6),
    "sent_at" TIMESTAMPTZ(6),
    "settled_at" TIMESTAMPTZ(6),
    "replaces_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."payment_breaks" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "attempt_id" UUID,
    "payment_id" UUID,
    "amount" BIGINT,
    "currency" CHAR(3),
    "detail" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'OPEN',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_breaks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "backend"."users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "users_phone_key" ON "backend"."users"("phone");

-- CreateIndex
CREATE INDEX "role_grants_user_id_idx" ON "backend"."role_grants"("user_id");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "backend"."sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "refresh_tokens_hash_key" ON "backend"."refresh_tokens"("hash");

-- CreateIndex
CREATE INDEX "refresh_tokens_session_id_idx" ON "backend"."refresh_tokens"("session_id");

-- CreateIndex
CREATE INDEX "sign_in_attempts_last_at_idx" ON "backend"."sign_in_attempts"("last_at");

-- CreateIndex
CREATE UNIQUE INDEX "shops_slug_key" ON "backend"."shops"("slug");

-- CreateIndex
CREATE INDEX "shops_owner_id_idx" ON "backend"."shops"("owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "categories_slug_key" ON "backend"."categories"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "products_slug_key" ON "backend"."products"("slug");

-- CreateIndex
CREATE INDEX "products_shop_id_idx" ON "backend"."products"("shop_id");

-- CreateIndex
CREATE INDEX "product_images_product_id_idx" ON "backend"."product_images"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_options_product_id_name_key" ON "backend"."product_options"("product_id", "name");

-- CreateIndex
CREATE INDEX "variants_product_id_idx" ON "backend"."variants"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "variants_shop_id_sku_key" ON "backend"."variants"("shop_id", "sku");

-- CreateIndex
CREATE UNIQUE INDEX "stock_movements_key_key" ON "backend"."stock_movements"("key");

-- CreateIndex
CREATE INDEX "stock_movements_variant_id_id_idx" ON "backend"."stock_movements"("variant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "carts_user_id_key" ON "backend"."carts"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "carts_guest_hash_key" ON "backend"."carts"("guest_hash");

-- CreateIndex
CREATE UNIQUE INDEX "orders_number_key" ON "backend"."orders"("number");

-- CreateIndex
CREATE INDEX "orders_user_id_id_idx" ON "backend"."orders"("user_id", "id");

-- CreateIndex
CREATE INDEX "shop_orders_shop_id_id_idx" ON "backend"."shop_orders"("shop_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "shop_orders_order_id_shop_id_key" ON "backend"."shop_orders"("order_id", "shop_id");

-- CreateIndex
CREATE INDEX "order_lines_shop_order_id_idx" ON "backend"."order_lines"("shop_order_id");

-- CreateIndex
CREATE INDEX "order_adjustments_shop_order_id_idx" ON "backend"."order_adjustments"("shop_order_id");

-- CreateIndex
CREATE UNIQUE INDEX "payments_order_id_key" ON "backend"."payments"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_attempts_reference_key" ON "backend"."payment_attempts"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "payment_attempts_replaces_id_key" ON "backend"."payment_attempts"("replaces_id");

-- CreateIndex
CREATE INDEX "payment_attempts_payment_id_idx" ON "backend"."payment_attempts"("payment_id");

-- CreateIndex
CREATE INDEX "payment_attempts_order_id_idx" ON "backend"."payment_attempts"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_breaks_kind_provider_reference_key" ON "backend"."payment_breaks"("kind", "provider", "reference");

-- AddForeignKey
ALTER TABLE "backend"."role_grants" ADD CONSTRAINT "role_grants_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "backend"."sessions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."categories" ADD CONSTRAINT "categories_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "backend"."categories"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."products" ADD CONSTRAINT "products_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "backend"."shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."products" ADD CONSTRAINT "products_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "backend"."categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."product_images" ADD CONSTRAINT "product_images_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "backend"."products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."product_options" ADD CONSTRAINT "product_options_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "backend"."products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."variants" ADD CONSTRAINT "variants_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "backend"."products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."stock_movements" ADD CONSTRAINT "stock_movements_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "backend"."variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."cart_items" ADD CONSTRAINT "cart_items_cart_id_fkey" FOREIGN KEY ("cart_id") REFERENCES "backend"."carts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."shop_orders" ADD CONSTRAINT "shop_orders_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "backend"."orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."order_lines" ADD CONSTRAINT "order_lines_shop_order_id_fkey" FOREIGN KEY ("shop_order_id") REFERENCES "backend"."shop_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."order_adjustments" ADD CONSTRAINT "order_adjustments_shop_order_id_fkey" FOREIGN KEY ("shop_order_id") REFERENCES "backend"."shop_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."payments" ADD CONSTRAINT "payments_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "backend"."orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."payment_attempts" ADD CONSTRAINT "payment_attempts_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "backend"."payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "backend"."users"
  ADD CONSTRAINT "users_contact_check" CHECK (email IS NOT NULL OR phone IS NOT NULL),
  ADD CONSTRAINT "users_email_check" CHECK (email = lower(email)),
  ADD CONSTRAINT "users_phone_check" CHECK (phone ~ '^\+[1-9]\d{6,14}$'),
  ADD CONSTRAINT "users_status_check" CHECK (status IN ('ACTIVE', 'SUSPENDED'));
ALTER TABLE "backend"."role_grants"
  ADD CONSTRAINT "role_grants_role_check" CHECK (role IN ('CUSTOMER', 'SHOP_OWNER', 'SERVICE_PROVIDER', 'DELIVERY_AGENT',
    'PLATFORM_ADMIN', 'MODERATOR', 'FRAUD_ANALYST', 'FINANCE_ADMIN', 'SUPPORT_AGENT', 'SELLER', 'FLEET_MANAGER', 'SYSTEM')),
  ADD CONSTRAINT "role_grants_scope_check" CHECK (
    (scope = 'platform' AND scope_id IS NULL) OR (scope IN ('shop', 'fleet') AND scope_id IS NOT NULL));
CREATE UNIQUE INDEX "role_grants_live_key" ON "backend"."role_grants" (user_id, role, scope, coalesce(scope_id, user_id))
  WHERE revoked_at IS NULL;

ALTER TABLE "backend"."shops" ADD CONSTRAINT "shops_status_check" CHECK (status IN ('ACTIVE', 'PAUSED', 'SUSPENDED'));
ALTER TABLE "backend"."products"
  ADD CONSTRAINT "products_status_check" CHECK (status IN ('DRAFT', 'ACTIVE', 'ARCHIVED')),
  ADD CONSTRAINT "products_price_check" CHECK (price_from >= 0);
-- One index per order of the public list, in the list's own order, holding only what is public.
CREATE INDEX "products_newest_idx" ON "backend"."products" (created_at DESC, id DESC) WHERE status = 'ACTIVE';
CREATE INDEX "products_price_idx" ON "backend"."products" (price_from, id) WHERE status = 'ACTIVE';
CREATE INDEX "products_title_idx" ON "backend"."products" (title, id) WHERE status = 'ACTIVE';
CREATE INDEX "products_category_newest_idx" ON "backend"."products" (category_id, created_at DESC, id DESC) WHERE status = 'ACTIVE';
CREATE INDEX "products_shop_newest_idx" ON "backend"."products" (shop_id, created_at DESC, id DESC) WHERE status = 'ACTIVE';
ALTER TABLE "backend"."variants"
  ADD CONSTRAINT "variants_stock_check" CHECK (available >= 0 AND held >= 0 AND sold >= 0),
  ADD CONSTRAINT "variants_price_check" CHECK (price > 0),
  ADD CONSTRAINT "variants_status_check" CHECK (status IN ('ACTIVE', 'ARCHIVED'));
ALTER TABLE "backend"."stock_movements"
  ADD CONSTRAINT "stock_movements_kind_check" CHECK (kind IN ('RECEIPT', 'ADJUSTMENT', 'DAMAGE', 'RETURN', 'HOLD', 'RELEASE', 'SALE')),
  ADD CONSTRAINT "stock_movements_quantity_check" CHECK (quantity <> 0);
-- What is held for a line of an order is sold or given back, once.
CREATE UNIQUE INDEX "stock_movements_end_key" ON "backend"."stock_movements" (split_part(key, ':', 2))
  WHERE kind IN ('SALE', 'RELEASE');

ALTER TABLE "backend"."carts" ADD CONSTRAINT "carts_owner_check" CHECK (num_nonnulls(user_id, guest_hash) = 1);
ALTER TABLE "backend"."cart_items" ADD CONSTRAINT "cart_items_quantity_check" CHECK (quantity BETWEEN 1 AND 999);

ALTER TABLE "backend"."orders"
  ADD CONSTRAINT "orders_owner_check" CHECK (num_nonnulls(user_id, guest_hash) >= 1),
  ADD CONSTRAINT "orders_total_check" CHECK (goods_total > 0 AND delivery_total >= 0 AND total = goods_total + delivery_total),
  ADD CONSTRAINT "orders_status_check" CHECK (status IN ('PENDING', 'CONFIRMED', 'PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY',
    'DELIVERED', 'EXPIRED', 'CANCELLED', 'REFUNDED')),
  ADD CONSTRAINT "orders_payment_status_check" CHECK (payment_status IN ('PENDING', 'PAID', 'FAILED', 'REFUNDED'));
CREATE INDEX "orders_guest_idx" ON "backend"."orders" (guest_hash, id) WHERE guest_hash IS NOT NULL;
CREATE INDEX "orders_pending_idx" ON "backend"."orders" (expires_at) WHERE status = 'PENDING';
ALTER TABLE "backend"."shop_orders"
  ADD CONSTRAINT "shop_orders_total_check" CHECK (goods_total > 0 AND delivery_fee >= 0 AND total = goods_total + delivery_fee),
  ADD CONSTRAINT "shop_orders_status_check" CHECK (status IN ('PENDING', 'CONFIRMED', 'PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY',
    'DELIVERED', 'EXPIRED', 'CANCELLED', 'REFUNDED'));
ALTER TABLE "backend"."order_lines"
  ADD CONSTRAINT "order_lines_total_check" CHECK (quantity > 0 AND unit_price > 0 AND total = unit_price * quantity AND tax_amount BETWEEN 0 AND total);
ALTER TABLE "backend"."order_adjustments"
  ADD CONSTRAINT "order_adjustments_kind_check" CHECK (kind IN ('COMMISSION', 'COMMISSION_VAT', 'DELIVERY_FEE', 'COUPON', 'POINTS')),
  ADD CONSTRAINT "order_adjustments_funder_check" CHECK (funder IN ('SHOP', 'PLATFORM', 'CUSTOMER'));

-- Lines sum to their shop order and shop orders to their order, at commit.
CREATE FUNCTION backend.check_order_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(total) FROM backend.shop_orders WHERE order_id = NEW.id) IS DISTINCT FROM NEW.total
     OR EXISTS (
       SELECT FROM backend.shop_orders s
       WHERE s.order_id = NEW.id
         AND s.goods_total IS DISTINCT FROM (SELECT sum(l.total) FROM backend.order_lines l WHERE l.shop_order_id = s.id))
  THEN
    RAISE EXCEPTION 'the parts of order % do not sum to it', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_sums_check';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER orders_sums_check AFTER INSERT ON "backend"."orders"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION backend.check_order_sums();

ALTER TABLE "backend"."payments"
  ADD CONSTRAINT "payments_status_check" CHECK (status IN ('PENDING', 'PROCESSING', 'CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED',
    'REVIEW', 'FAILED', 'EXPIRED', 'CANCELLED')),
  ADD CONSTRAINT "payments_amount_check" CHECK (amount > 0 AND captured_amount IN (0, amount) AND refunded_amount BETWEEN 0 AND captured_amount),
  ADD CONSTRAINT "payments_captured_check" CHECK ((captured_amount > 0) = (status IN ('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED')));
ALTER TABLE "backend"."payment_attempts"
  ADD CONSTRAINT "payment_attempts_state_check" CHECK (state IN ('CREATED', 'SENT', 'PENDING', 'UNKNOWN', 'SUCCEEDED', 'FAILED', 'SUPERSEDED')),
  ADD CONSTRAINT "payment_attempts_provider_check" CHECK (provider IN ('pawapay', 'flutterwave')),
  ADD CONSTRAINT "payment_attempts_amount_check" CHECK (amount > 0);
-- At most one attempt of a payment can be alive.
CREATE UNIQUE INDEX "payment_attempts_live_key" ON "backend"."payment_attempts" (payment_id)
  WHERE state IN ('CREATED', 'SENT', 'PENDING', 'UNKNOWN');
CREATE UNIQUE INDEX "payment_attempts_receipt_key" ON "backend"."payment_attempts" (provider, provider_transaction_id)
  WHERE provider_transaction_id IS NOT NULL;
ALTER TABLE "backend"."payment_breaks" ADD CONSTRAINT "payment_breaks_state_check" CHECK (state IN ('OPEN', 'REFUND_DUE', 'RESOLVED'));

-- What is final stays: a contradiction is recorded as a break, never applied.
CREATE FUNCTION backend.keep_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% % is final in state %', TG_TABLE_NAME, OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_final BEFORE UPDATE ON "backend"."payment_attempts" FOR EACH ROW
  WHEN (OLD.state IN ('SUCCEEDED', 'FAILED', 'SUPERSEDED') AND NEW.state <> OLD.state) EXECUTE FUNCTION backend.keep_final();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "backend"."transitions"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "backend"."stock_movements"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
