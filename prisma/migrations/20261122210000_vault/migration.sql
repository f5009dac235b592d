-- Data keys encrypt columns and files; they are kept wrapped by a key that is only in the environment (DATA_KEYS).
CREATE TABLE "platform"."data_keys" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "wrapped_by" TEXT NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(6),

    CONSTRAINT "data_keys_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "data_keys_purpose_check" CHECK ("purpose" IN ('SEAL', 'INDEX')),
    CONSTRAINT "data_keys_index_stays" CHECK ("purpose" <> 'INDEX' OR "retired_at" IS NULL)
);

-- One key seals at a time, and the key of the blind indexes stays the same for good.
CREATE UNIQUE INDEX "data_keys_current" ON "platform"."data_keys"("purpose") WHERE "retired_at" IS NULL;
