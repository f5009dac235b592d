-- On whose behalf, from where, what changed, and why.
ALTER TABLE "platform"."audit" ADD COLUMN "on_behalf_of" TEXT,
  ADD COLUMN "address" TEXT,
  ADD COLUMN "client" TEXT,
  ADD COLUMN "session_id" UUID,
  ADD COLUMN "before" JSONB,
  ADD COLUMN "after" JSONB,
  ADD COLUMN "why" TEXT;

CREATE INDEX "audit_actor_id_idx" ON "platform"."audit"("actor", "id" DESC);
CREATE INDEX "audit_act_id_idx" ON "platform"."audit"("act", "id" DESC);
CREATE INDEX "audit_at_idx" ON "platform"."audit" USING BRIN ("at");

-- One row per sealed table: below `floor` every row is sealed or will never be. See libs/platform/data/chain.ts.
CREATE TABLE "platform"."chains" (
    "chain" TEXT NOT NULL,
    "floor" BIGINT NOT NULL DEFAULT 0,
    "next_floor" BIGINT NOT NULL DEFAULT 0,
    "next_xid" BIGINT NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chains_pkey" PRIMARY KEY ("chain")
);

CREATE TABLE "platform"."chain_links" (
    "chain" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "row_id" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "chain_links_pkey" PRIMARY KEY ("chain","sequence"),
    CONSTRAINT "chain_links_check" CHECK ("sequence" > 0 AND octet_length("hash") = 32)
);

-- A row is sealed once.
CREATE UNIQUE INDEX "chain_links_chain_row_id_key" ON "platform"."chain_links"("chain", "row_id");

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "platform"."chain_links"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON "platform"."chain_links"
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();

-- Also for a session that switches triggers off for replication.
ALTER TABLE "platform"."audit" ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE "platform"."audit" ENABLE ALWAYS TRIGGER append_only_all;
ALTER TABLE "platform"."chain_links" ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE "platform"."chain_links" ENABLE ALWAYS TRIGGER append_only_all;

DO $$
DECLARE
  app text;
BEGIN
  FOR app IN SELECT rolname FROM pg_roles WHERE rolname LIKE 'pakashop\_%' LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON platform.audit, platform.chain_links FROM %I', app);
  END LOOP;
END $$;
