-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "platform";

-- CreateTable
CREATE TABLE "platform"."outbox" (
    "id" UUID NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "key" TEXT,
    "aggregate_id" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "correlation_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "platform"."deliveries" (
    "id" BIGSERIAL NOT NULL,
    "message_id" UUID NOT NULL,
    "handler" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "emissions" INTEGER NOT NULL DEFAULT 0,
    "crashes" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "rounds" INTEGER NOT NULL DEFAULT 0,
    "lease_seconds" INTEGER,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(6),
    "done_at" TIMESTAMPTZ(6),
    "parked_at" TIMESTAMPTZ(6),
    "parked_reason" TEXT,
    "last_error" TEXT,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "platform"."inbox" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "headers" JSONB NOT NULL,
    "raw" BYTEA NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "duplicates" INTEGER NOT NULL DEFAULT 0,
    "altered" BOOLEAN NOT NULL DEFAULT false,
    "processed_at" TIMESTAMPTZ(6),
    "outcome" TEXT,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "platform"."idempotency" (
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'RUNNING',
    "status" INTEGER,
    "response" JSON,
    "locked_until" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_pkey" PRIMARY KEY ("scope","key")
);

-- CreateTable
CREATE TABLE "platform"."audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "correlation_id" TEXT NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "outbox_sequence_key" ON "platform"."outbox"("sequence");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_key_key" ON "platform"."outbox"("key");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_message_id_handler_key" ON "platform"."deliveries"("message_id", "handler");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_source_dedupe_key_key" ON "platform"."inbox"("source", "dedupe_key");

-- CreateIndex
CREATE INDEX "audit_subject_subject_id_idx" ON "platform"."audit"("subject", "subject_id");

-- AddForeignKey
ALTER TABLE "platform"."deliveries" ADD CONSTRAINT "deliveries_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "platform"."outbox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Due work is found by this index alone; closed rows are not in it.
CREATE INDEX "deliveries_due_idx" ON "platform"."deliveries" ("next_at") WHERE done_at IS NULL AND parked_at IS NULL;
CREATE INDEX "deliveries_parked_idx" ON "platform"."deliveries" ("parked_at") WHERE parked_at IS NOT NULL;
ALTER TABLE "platform"."outbox" ADD CONSTRAINT "outbox_kind_check" CHECK (kind IN ('event', 'job'));
ALTER TABLE "platform"."idempotency" ADD CONSTRAINT "idempotency_state_check"
  CHECK ((state = 'RUNNING' AND status IS NULL) OR (state = 'DONE' AND status IS NOT NULL));

-- Refuses to change what is append only; the name of the table is in the message.
CREATE FUNCTION platform.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append only', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "platform"."audit"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON "platform"."audit"
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();

-- Takes an open delivery and returns it with its message. The count of starts need not survive a crash of the server,
-- so this commit does not wait for the disk.
CREATE FUNCTION platform.take_delivery(delivery bigint, token uuid, lease integer)
RETURNS TABLE (id bigint, lease_token uuid, handler text, crashes integer, failures integer, rounds integer, message jsonb)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  RETURN QUERY
    UPDATE platform.deliveries d
    SET crashes = d.crashes + 1, lease_token = token,
        lease_until = now() + make_interval(secs => coalesce(d.lease_seconds, lease))
    FROM platform.outbox m
    WHERE d.id = delivery AND m.id = d.message_id AND coalesce(d.done_at, d.parked_at) IS NULL
      AND (d.lease_until IS NULL OR d.lease_until <= now())
    RETURNING d.id, d.lease_token, d.handler, d.crashes, d.failures, d.rounds,
      jsonb_build_object('id', m.id, 'kind', m.kind, 'name', m.name, 'version', m.version, 'sequence', m.sequence,
        'aggregateId', m.aggregate_id, 'actor', m.actor, 'correlationId', m.correlation_id,
        'occurredAt', m.occurred_at, 'payload', m.payload);
END $$;

-- Takes due deliveries for the queue and sets when they are due again. An emission that a crash of the server forgets is
-- only repeated, so this commit does not wait for the disk either.
CREATE FUNCTION platform.emit_deliveries(batch integer, visibility integer)
RETURNS TABLE (id bigint, handler text, emissions integer)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  RETURN QUERY
    UPDATE platform.deliveries d
    SET emissions = d.emissions + 1, next_at = now() + make_interval(secs => visibility * least(d.emissions + 1, 10))
    FROM (
      SELECT o.id FROM platform.deliveries o
      WHERE o.done_at IS NULL AND o.parked_at IS NULL AND o.next_at <= now() AND (o.lease_until IS NULL OR o.lease_until <= now())
      ORDER BY o.next_at LIMIT batch FOR UPDATE SKIP LOCKED) due
    WHERE d.id = due.id
    RETURNING d.id, d.handler, d.emissions;
END $$;
