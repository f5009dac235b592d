-- Contacts count once they are verified, and only then belong to one account alone. A password is one way in of several.
ALTER TABLE "backend"."users" ALTER COLUMN "password_hash" DROP NOT NULL,
ADD COLUMN "email_verified_at" TIMESTAMPTZ(6),
ADD COLUMN "phone_verified_at" TIMESTAMPTZ(6),
ADD COLUMN "primary_contact" TEXT;

-- Accounts from before were made with contacts that nobody checked, but they have no others.
UPDATE "backend"."users" SET "email_verified_at" = CASE WHEN "email" IS NOT NULL THEN "created_at" END,
    "phone_verified_at" = CASE WHEN "phone" IS NOT NULL THEN "created_at" END,
    "primary_contact" = CASE WHEN "phone" IS NOT NULL THEN 'phone' ELSE 'email' END;

ALTER TABLE "backend"."users" ALTER COLUMN "primary_contact" SET NOT NULL,
    ADD CONSTRAINT "users_verified_check" CHECK (
        ("email_verified_at" IS NULL OR "email" IS NOT NULL) AND ("phone_verified_at" IS NULL OR "phone" IS NOT NULL)),
    -- The primary contact is a verified one; so every account has one.
    ADD CONSTRAINT "users_primary_check" CHECK (
        ("primary_contact" = 'email' AND "email_verified_at" IS NOT NULL)
        OR ("primary_contact" = 'phone' AND "phone_verified_at" IS NOT NULL));

-- DropIndex
DROP INDEX "backend"."users_email_key";

-- DropIndex
DROP INDEX "backend"."users_phone_key";

CREATE UNIQUE INDEX "users_email_key" ON "backend"."users"("email") WHERE "email_verified_at" IS NOT NULL;
CREATE UNIQUE INDEX "users_phone_key" ON "backend"."users"("phone") WHERE "phone_verified_at" IS NOT NULL;

-- CreateTable
CREATE TABLE "backend"."challenges" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "subject" BYTEA NOT NULL,
    "sealed" TEXT NOT NULL,
    "user_id" UUID,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "superseded_at" TIMESTAMPTZ(6),
    "confirmed_at" TIMESTAMPTZ(6),

    CONSTRAINT "challenges_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "challenges_purpose_check" CHECK ("purpose" IN ('SIGN_IN', 'SIGN_IN_LINK', 'REGISTER', 'RESET_PASSWORD',
        'CONTACT', 'SECOND_FACTOR', 'STEP_UP', 'ENROL_FACTOR')),
    CONSTRAINT "challenges_tries_check" CHECK ("tries" BETWEEN 0 AND 5)
);

-- One is open for the same purpose and subject.
CREATE UNIQUE INDEX "challenges_open" ON "backend"."challenges"("purpose", "subject")
    WHERE "superseded_at" IS NULL AND "confirmed_at" IS NULL;

-- CreateTable
CREATE TABLE "backend"."code_budgets" (
    "contact" BYTEA NOT NULL,
    "sent" TIMESTAMPTZ(6)[],
    "last_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "code_budgets_pkey" PRIMARY KEY ("contact")
);

-- CreateTable
CREATE TABLE "backend"."code_spending" (
    "day" DATE NOT NULL,
    "spent" BIGINT NOT NULL,

    CONSTRAINT "code_spending_pkey" PRIMARY KEY ("day"),
    CONSTRAINT "code_spending_spent_check" CHECK ("spent" >= 0)
);

-- CreateTable
CREATE TABLE "backend"."identities" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "backend"."oidc_states" (
    "id" UUID NOT NULL,
    "audience" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "oidc_states_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "oidc_states_audience_check" CHECK ("audience" IN ('customer', 'vendor', 'agent', 'staff'))
);

-- CreateTable
CREATE TABLE "backend"."contact_changes" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "change" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_changes_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "contact_changes_kind_check" CHECK ("kind" IN ('phone', 'email')),
    CONSTRAINT "contact_changes_change_check" CHECK ("change" IN ('REPLACED', 'REMOVED'))
);

-- CreateIndex
CREATE INDEX "challenges_expires_at_idx" ON "backend"."challenges"("expires_at");

-- CreateIndex
CREATE INDEX "challenges_user_id_idx" ON "backend"."challenges"("user_id");

-- CreateIndex
CREATE INDEX "code_budgets_last_at_idx" ON "backend"."code_budgets"("last_at");

-- CreateIndex
CREATE INDEX "identities_user_id_idx" ON "backend"."identities"("user_id");

-- CreateIndex
CREATE INDEX "oidc_states_expires_at_idx" ON "backend"."oidc_states"("expires_at");

-- CreateIndex
CREATE INDEX "contact_changes_user_id_idx" ON "backend"."contact_changes"("user_id");

-- AddForeignKey
ALTER TABLE "backend"."challenges" ADD CONSTRAINT "challenges_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."identities" ADD CONSTRAINT "identities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."contact_changes" ADD CONSTRAINT "contact_changes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Orders of guests by the contact that may claim them.
CREATE INDEX "orders_unclaimed_phone" ON "backend"."orders"("contact_phone") WHERE "user_id" IS NULL;
CREATE INDEX "orders_unclaimed_email" ON "backend"."orders"(lower("contact_email")) WHERE "user_id" IS NULL AND "contact_email" IS NOT NULL;
