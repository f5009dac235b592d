-- CreateTable
CREATE TABLE "backend"."messages" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "channels" TEXT[],
    "user_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'OPEN',
    "valid_until" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."message_attempts" (
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "carrier" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'QUEUED',
    "carrier_id" TEXT,
    "code" TEXT,
    "fault" TEXT,
    "retry_at" TIMESTAMPTZ(6),
    "queued_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."message_suppressions" (
    "channel" TEXT NOT NULL,
    "contact_index" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "carrier" TEXT NOT NULL,
    "until" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_suppressions_pkey" PRIMARY KEY ("channel","contact_index")
);

-- CreateIndex
CREATE INDEX "messages_user_id_created_at_idx" ON "backend"."messages"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "messages_purpose_reference_idx" ON "backend"."messages"("purpose", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "message_attempts_message_id_position_key" ON "backend"."message_attempts"("message_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "message_attempts_carrier_carrier_id_key" ON "backend"."message_attempts"("carrier", "carrier_id");

-- AddForeignKey
ALTER TABLE "backend"."message_attempts" ADD CONSTRAINT "message_attempts_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "backend"."messages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A reference is an id and never an address: no @, no plus, no spaces.
ALTER TABLE "backend"."messages"
  ADD CONSTRAINT "messages_reference_is_an_id" CHECK (reference ~ '^[A-Za-z0-9][A-Za-z0-9:_.-]{0,119}$' AND reference !~ '^[0-9]{9,15}$'),
  ADD CONSTRAINT "messages_channels_check" CHECK (channels <@ ARRAY['whatsapp', 'sms', 'email'] AND cardinality(channels) > 0),
  ADD CONSTRAINT "messages_state_check" CHECK (state IN ('OPEN', 'DONE', 'FAILED', 'EXPIRED', 'WITHDRAWN')),
  ADD CONSTRAINT "messages_closed_check" CHECK ((state = 'OPEN') = (closed_at IS NULL));
ALTER TABLE "backend"."message_attempts"
  ADD CONSTRAINT "message_attempts_channel_check" CHECK (channel IN ('whatsapp', 'sms', 'email')),
  ADD CONSTRAINT "message_attempts_carrier_check" CHECK (carrier IN ('whatsapp', 'twilio', 'resend', 'smtp')),
  ADD CONSTRAINT "message_attempts_state_check" CHECK (state IN ('QUEUED', 'UNKNOWN', 'SENT', 'SUPPRESSED', 'FAILED', 'DELIVERED', 'READ')),
  ADD CONSTRAINT "message_attempts_fault_check" CHECK (fault IN ('later', 'opted-out', 'recipient', 'account', 'request')),
  ADD CONSTRAINT "message_attempts_position_check" CHECK (position > 0);
ALTER TABLE "backend"."message_suppressions"
  ADD CONSTRAINT "message_suppressions_channel_check" CHECK (channel IN ('whatsapp', 'sms', 'email')),
  ADD CONSTRAINT "message_suppressions_reason_check" CHECK (reason IN ('HARD_BOUNCE', 'COMPLAINT', 'OPT_OUT')),
  ADD CONSTRAINT "message_suppressions_index_check" CHECK (octet_length(contact_index) = 32);

-- A person gets a message once: nothing is tried while an earlier attempt may have reached them.
CREATE UNIQUE INDEX "message_attempts_one_live" ON "backend"."message_attempts"("message_id") WHERE state IN ('QUEUED', 'UNKNOWN', 'SENT');

-- How far an attempt is known to have come. Reports arrive in any order; the furthest stands. Delivery outranks failure:
-- it is proof, and a failure may have been concluded from silence.
CREATE FUNCTION backend.message_rank(state TEXT) RETURNS INTEGER LANGUAGE sql IMMUTABLE AS $$
  SELECT array_position(ARRAY['QUEUED', 'UNKNOWN', 'SENT', 'SUPPRESSED', 'FAILED', 'DELIVERED', 'READ'], state)
$$;
CREATE FUNCTION backend.message_attempts_rise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF backend.message_rank(NEW.state) < backend.message_rank(OLD.state) THEN
    RAISE EXCEPTION 'a message attempt cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rise BEFORE UPDATE OF state ON "backend"."message_attempts"
  FOR EACH ROW EXECUTE FUNCTION backend.message_attempts_rise();
