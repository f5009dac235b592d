-- AlterTable
ALTER TABLE "backend"."sessions" ADD COLUMN "challenge_id" UUID,
ADD COLUMN "city" TEXT,
ADD COLUMN "country" CHAR(2),
ADD COLUMN "factor_at" TIMESTAMPTZ(6),
ADD COLUMN "factor_by" TEXT,
ADD COLUMN "family_id" UUID;

-- Sessions from before were opened by password.
UPDATE "backend"."sessions" SET "family_id" = "id", "factor_at" = "created_at", "factor_by" = 'password';

ALTER TABLE "backend"."sessions" ALTER COLUMN "family_id" SET NOT NULL,
ALTER COLUMN "factor_at" SET NOT NULL,
ALTER COLUMN "factor_at" SET DEFAULT CURRENT_TIMESTAMP,
ALTER COLUMN "factor_by" SET NOT NULL,
ADD CONSTRAINT "sessions_factor_by_check"
    CHECK ("factor_by" IN ('password', 'code', 'link', 'google', 'totp', 'sms', 'email', 'recovery'));

-- CreateIndex
CREATE INDEX "sessions_family_id_idx" ON "backend"."sessions"("family_id");

-- CreateTable
CREATE TABLE "backend"."factors" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "secret" BYTEA,
    "key_id" TEXT,
    "last_step" BIGINT NOT NULL DEFAULT 0,
    "challenge_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "activated_at" TIMESTAMPTZ(6),
    "last_used_at" TIMESTAMPTZ(6),

    CONSTRAINT "factors_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "factors_kind_check" CHECK ("kind" IN ('totp', 'sms', 'email')),
    CONSTRAINT "factors_secret_check" CHECK (("kind" = 'totp') = ("secret" IS NOT NULL AND "key_id" IS NOT NULL))
);

-- CreateTable
CREATE TABLE "backend"."recovery_codes" (
    "user_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("user_id","hash")
);

-- CreateTable
CREATE TABLE "backend"."pending_sign_ins" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "audience" TEXT NOT NULL,
    "session_version" INTEGER NOT NULL,
    "proven_by" TEXT NOT NULL,
    "methods" TEXT[],
    "device_hash" BYTEA NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "challenge_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "done_at" TIMESTAMPTZ(6),

    CONSTRAINT "pending_sign_ins_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "pending_sign_ins_audience_check" CHECK ("audience" IN ('customer', 'vendor', 'agent', 'staff')),
    CONSTRAINT "pending_sign_ins_proven_by_check" CHECK ("proven_by" IN ('password', 'code', 'link', 'google')),
    CONSTRAINT "pending_sign_ins_tries_check" CHECK ("tries" BETWEEN 0 AND 5)
);

-- CreateTable
CREATE TABLE "backend"."factor_resets" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "approved_by" UUID,
    "approved_at" TIMESTAMPTZ(6),

    CONSTRAINT "factor_resets_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "factor_resets_two_people" CHECK ("approved_by" <> "requested_by" AND "user_id" NOT IN ("approved_by", "requested_by")),
    CONSTRAINT "factor_resets_approval_check" CHECK (("approved_by" IS NULL) = ("approved_at" IS NULL))
);

-- CreateIndex
CREATE INDEX "factors_user_id_idx" ON "backend"."factors"("user_id");

-- One of each kind counts, and one of each kind may be on its way to replace it.
CREATE UNIQUE INDEX "factors_active" ON "backend"."factors"("user_id", "kind") WHERE "activated_at" IS NOT NULL;
CREATE UNIQUE INDEX "factors_unconfirmed" ON "backend"."factors"("user_id", "kind") WHERE "activated_at" IS NULL;

-- CreateIndex
CREATE UNIQUE INDEX "pending_sign_ins_token_hash_key" ON "backend"."pending_sign_ins"("token_hash");

-- CreateIndex
CREATE INDEX "pending_sign_ins_user_id_idx" ON "backend"."pending_sign_ins"("user_id");

-- CreateIndex
CREATE INDEX "pending_sign_ins_expires_at_idx" ON "backend"."pending_sign_ins"("expires_at");

-- CreateIndex
CREATE INDEX "factor_resets_user_id_idx" ON "backend"."factor_resets"("user_id");

-- One request waits at a time.
CREATE UNIQUE INDEX "factor_resets_open" ON "backend"."factor_resets"("user_id") WHERE "approved_at" IS NULL;

-- AddForeignKey
ALTER TABLE "backend"."factors" ADD CONSTRAINT "factors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."pending_sign_ins" ADD CONSTRAINT "pending_sign_ins_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."factor_resets" ADD CONSTRAINT "factor_resets_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
