-- Somebody of the staff looks at the marketplace through a person's eyes.
CREATE TABLE "backend"."impersonations" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "audience" TEXT NOT NULL,
    "impersonator_id" UUID NOT NULL,
    "impersonator_version" INTEGER NOT NULL,
    "family_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" TEXT,

    CONSTRAINT "impersonations_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "impersonations_audience_check" CHECK ("audience" IN ('customer', 'vendor', 'agent')),
    CONSTRAINT "impersonations_other_check" CHECK ("user_id" <> "impersonator_id"),
    CONSTRAINT "impersonations_short_check" CHECK ("expires_at" <= "started_at" + interval '15 minutes'),
    CONSTRAINT "impersonations_end_check" CHECK (("ended_at" IS NULL) = ("ended_by" IS NULL)),
    CONSTRAINT "impersonations_ended_by_check" CHECK ("ended_by" IN ('IMPERSONATOR', 'USER', 'TIME'))
);

-- CreateIndex
CREATE INDEX "impersonations_user_id_id_idx" ON "backend"."impersonations"("user_id", "id" DESC);

-- A member of staff looks through one pair of eyes at a time.
CREATE UNIQUE INDEX "impersonations_live" ON "backend"."impersonations"("impersonator_id") WHERE "ended_at" IS NULL;

-- AddForeignKey
ALTER TABLE "backend"."impersonations" ADD CONSTRAINT "impersonations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."impersonations" ADD CONSTRAINT "impersonations_impersonator_id_fkey" FOREIGN KEY ("impersonator_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
