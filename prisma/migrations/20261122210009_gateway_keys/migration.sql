-- Keys from before have no part by which they could be found, and belong to no client.
DROP TABLE "gateway"."client_keys";

-- CreateTable
CREATE TABLE "gateway"."clients" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "scopes" TEXT[],
    "origins" TEXT[],
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "clients_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "clients_kind_check" CHECK ("kind" IN ('WEB', 'MOBILE', 'PARTNER')),
    CONSTRAINT "clients_scopes_check" CHECK (
        cardinality("scopes") > 0
        AND "scopes" <@ ARRAY['account', 'catalog', 'checkout', 'vendor', 'agent', 'staff', 'all']),
    CONSTRAINT "clients_origins_check" CHECK ("origins" IS NOT NULL AND ("kind" <> 'WEB' OR cardinality("origins") > 0))
);

-- CreateTable
CREATE TABLE "gateway"."client_keys" (
    "id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "kid" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6),
    "last_used_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "client_keys_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "client_keys_secret_hash_check" CHECK (octet_length("secret_hash") = 32),
    CONSTRAINT "client_keys_expires_at_check" CHECK ("expires_at" > "created_at")
);

-- Counts that a crash may forget: they are worth minutes.
CREATE UNLOGGED TABLE "gateway"."limits" (
    "key" TEXT NOT NULL,
    "paid_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "limits_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "clients_name_key" ON "gateway"."clients"("name");

-- CreateIndex
CREATE UNIQUE INDEX "client_keys_kid_key" ON "gateway"."client_keys"("kid");

-- CreateIndex
CREATE INDEX "client_keys_client_id_idx" ON "gateway"."client_keys"("client_id");

-- CreateIndex
CREATE INDEX "limits_paid_at_idx" ON "gateway"."limits"("paid_at");

-- AddForeignKey
ALTER TABLE "gateway"."client_keys" ADD CONSTRAINT "client_keys_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "gateway"."clients"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
