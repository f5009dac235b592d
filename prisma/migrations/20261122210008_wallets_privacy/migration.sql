-- CreateTable
CREATE TABLE "backend"."payout_wallets" (
    "id" UUID NOT NULL,
    "owner_kind" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "rail" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "account_index" BYTEA NOT NULL,
    "holder_name" TEXT NOT NULL,
    "payable_after" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payout_wallets_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "payout_wallets_owner_check" CHECK ("owner_kind" IN ('SHOP', 'AGENT', 'FLEET')),
    CONSTRAINT "payout_wallets_rail_check" CHECK (
      ("rail" = 'MOBILE_MONEY' AND "provider" IN ('MTN_MOMO_ZMB', 'AIRTEL_OAPI_ZMB', 'ZAMTEL_ZMB'))
      OR ("rail" = 'BANK' AND "provider" ~ '^[A-Z]{4}ZM[A-Z0-9]{2}([A-Z0-9]{3})?$')),
    -- The number of an agent who was erased is empty.
    CONSTRAINT "payout_wallets_sealed_check" CHECK (("account" LIKE 'v1.%' OR ("account" = '' AND "owner_kind" = 'AGENT'))
      AND octet_length("account_index") = 32)
);

-- CreateTable
CREATE TABLE "backend"."payout_wallet_changes" (
    "id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "rail" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "masked" TEXT NOT NULL,
    "payable_after" TIMESTAMPTZ(6) NOT NULL,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payout_wallet_changes_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "payout_wallet_changes_cause_check" CHECK ("cause" IN ('ADOPTED', 'SET', 'CHANGED', 'CONTACT_CHANGED', 'HELD'))
);

-- CreateIndex
CREATE INDEX "payout_wallets_account_index_idx" ON "backend"."payout_wallets"("account_index");

-- CreateIndex
CREATE UNIQUE INDEX "payout_wallets_owner_kind_owner_id_key" ON "backend"."payout_wallets"("owner_kind", "owner_id");

-- CreateIndex
CREATE INDEX "payout_wallet_changes_wallet_id_id_idx" ON "backend"."payout_wallet_changes"("wallet_id", "id" DESC);

-- AddForeignKey
ALTER TABLE "backend"."payout_wallet_changes" ADD CONSTRAINT "payout_wallet_changes_wallet_id_fkey" FOREIGN KEY ("wallet_id") REFERENCES "backend"."payout_wallets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "backend"."payout_wallet_changes"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

-- CreateTable
CREATE TABLE "backend"."consents" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "given" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "client" TEXT,
    "address" TEXT,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "consents_kind_check" CHECK ("kind" IN ('TERMS', 'PRIVACY', 'MARKETING_SMS', 'MARKETING_WHATSAPP',
      'MARKETING_EMAIL', 'RECOMMENDATIONS'))
);

-- CreateTable
CREATE TABLE "backend"."data_exports" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'PENDING',
    "requested_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ready_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6),
    "sealed_key" TEXT,
    "content" BYTEA,
    "link_hash" BYTEA,
    "link_session_id" UUID,
    "link_expires_at" TIMESTAMPTZ(6),

    CONSTRAINT "data_exports_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "data_exports_state_check" CHECK ("state" IN ('PENDING', 'READY', 'GONE')),
    CONSTRAINT "data_exports_ready_check" CHECK (("state" = 'READY') = ("sealed_key" IS NOT NULL) AND ("state" = 'READY') = ("content" IS NOT NULL)
      AND ("state" = 'PENDING' OR num_nonnulls("ready_at", "expires_at") = 2)),
    CONSTRAINT "data_exports_link_check" CHECK (num_nonnulls("link_hash", "link_session_id", "link_expires_at") IN (0, 3)
      AND ("link_hash" IS NULL OR "state" = 'READY'))
);

-- CreateTable
CREATE TABLE "backend"."erasures" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'WAITING',
    "requested_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "erasures_state_check" CHECK ("state" IN ('WAITING', 'CANCELLED', 'DONE')),
    CONSTRAINT "erasures_ended_check" CHECK (("state" = 'WAITING') = ("ended_at" IS NULL))
);

-- CreateIndex
CREATE INDEX "consents_user_id_kind_id_idx" ON "backend"."consents"("user_id", "kind", "id" DESC);

-- CreateIndex
CREATE INDEX "data_exports_user_id_id_idx" ON "backend"."data_exports"("user_id", "id" DESC);

-- CreateIndex
CREATE INDEX "erasures_user_id_idx" ON "backend"."erasures"("user_id");

-- AddForeignKey
ALTER TABLE "backend"."consents" ADD CONSTRAINT "consents_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."data_exports" ADD CONSTRAINT "data_exports_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."erasures" ADD CONSTRAINT "erasures_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A person waits for one copy, and for one end, at a time.
CREATE UNIQUE INDEX "data_exports_pending_key" ON "backend"."data_exports" ("user_id") WHERE "state" = 'PENDING';
CREATE UNIQUE INDEX "erasures_waiting_key" ON "backend"."erasures" ("user_id") WHERE "state" = 'WAITING';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "backend"."consents"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

-- Whoever was erased has no contact any more, and stays what orders and books refer to.
ALTER TABLE "backend"."users" DROP CONSTRAINT "users_contact_check",
  DROP CONSTRAINT "users_primary_check",
  DROP CONSTRAINT "users_status_check",
  ADD CONSTRAINT "users_status_check" CHECK ("status" IN ('ACTIVE', 'SUSPENDED', 'ERASED')),
  ADD CONSTRAINT "users_contact_check" CHECK (CASE WHEN "status" = 'ERASED'
    THEN num_nonnulls("email", "phone", "password_hash") = 0
    ELSE "email" IS NOT NULL OR "phone" IS NOT NULL END),
  ADD CONSTRAINT "users_primary_check" CHECK ("status" = 'ERASED'
    OR ("primary_contact" = 'email' AND "email_verified_at" IS NOT NULL)
    OR ("primary_contact" = 'phone' AND "phone_verified_at" IS NOT NULL));
