-- CreateTable
CREATE TABLE "backend"."uploads" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "reason" TEXT,
    "store" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "object_key" TEXT,
    "place" TEXT NOT NULL,
    "sealed_key" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "width" INTEGER,
    "height" INTEGER,
    "checks" INTEGER NOT NULL DEFAULT 0,
    "check_at" TIMESTAMPTZ(6),
    "subject" TEXT,
    "subject_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "arrived_at" TIMESTAMPTZ(6),
    "claimed_at" TIMESTAMPTZ(6),
    "destroy_at" TIMESTAMPTZ(6),
    "destroyed_at" TIMESTAMPTZ(6),

    CONSTRAINT "uploads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."document_tickets" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "upload_id" UUID NOT NULL,
    "reader_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "document_tickets_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "backend"."product_images" ADD COLUMN "upload_id" UUID;

-- AlterTable
ALTER TABLE "backend"."shops" ADD COLUMN "logo_url" TEXT;

-- CreateIndex
CREATE INDEX "uploads_owner_id_purpose_created_at_idx" ON "backend"."uploads"("owner_id", "purpose", "created_at");

-- CreateIndex
CREATE INDEX "uploads_subject_subject_id_idx" ON "backend"."uploads"("subject", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "uploads_store_object_key_key" ON "backend"."uploads"("store", "object_key");

-- CreateIndex
CREATE UNIQUE INDEX "document_tickets_token_hash_key" ON "backend"."document_tickets"("token_hash");

-- CreateIndex
CREATE INDEX "document_tickets_upload_id_idx" ON "backend"."document_tickets"("upload_id");

-- AddForeignKey
ALTER TABLE "backend"."uploads" ADD CONSTRAINT "uploads_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."document_tickets" ADD CONSTRAINT "document_tickets_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "backend"."uploads"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a file can be, and what holds for it then. A document is sealed as long as it can be read at all; what is bound to
-- something is not waiting to be destroyed unless that something let it go.
ALTER TABLE "backend"."uploads"
  ADD CONSTRAINT "uploads_purpose_check" CHECK (purpose IN ('product_image', 'shop_logo', 'avatar', 'kyc_document', 'delivery_signature')),
  ADD CONSTRAINT "uploads_status_check" CHECK (status IN ('PENDING', 'SCANNING', 'CLEAN', 'REFUSED', 'SHREDDED')),
  ADD CONSTRAINT "uploads_store_check" CHECK (store IN ('local', 'cloudinary')),
  ADD CONSTRAINT "uploads_reason_check" CHECK ((status = 'REFUSED') = (reason IS NOT NULL)),
  ADD CONSTRAINT "uploads_bytes_check" CHECK (bytes > 0),
  ADD CONSTRAINT "uploads_checks_check" CHECK (checks >= 0),
  ADD CONSTRAINT "uploads_place_check" CHECK (place = id || ':' || owner_id || ':' || purpose),
  ADD CONSTRAINT "uploads_open_check" CHECK ((status IN ('PENDING', 'SCANNING')) = (check_at IS NOT NULL)),
  ADD CONSTRAINT "uploads_arrived_check" CHECK (status NOT IN ('SCANNING', 'CLEAN') OR (arrived_at IS NOT NULL AND object_key IS NOT NULL)),
  ADD CONSTRAINT "uploads_sealed_check" CHECK (status <> 'CLEAN' OR (purpose IN ('kyc_document', 'delivery_signature')) = (sealed_key IS NOT NULL)),
  ADD CONSTRAINT "uploads_shredded_check" CHECK (status NOT IN ('REFUSED', 'SHREDDED') OR (sealed_key IS NULL AND object_key IS NULL AND destroyed_at IS NOT NULL)),
  ADD CONSTRAINT "uploads_claimed_check" CHECK ((subject IS NULL) = (subject_id IS NULL) AND (subject IS NULL) = (claimed_at IS NULL)),
  ADD CONSTRAINT "uploads_end_check" CHECK (destroyed_at IS NOT NULL OR destroy_at IS NOT NULL OR subject IS NOT NULL);
ALTER TABLE "backend"."document_tickets"
  ADD CONSTRAINT "document_tickets_hash_check" CHECK (octet_length(token_hash) = 32),
  ADD CONSTRAINT "document_tickets_minute_check" CHECK (expires_at <= created_at + interval '60 seconds'),
  ADD CONSTRAINT "document_tickets_reason_check" CHECK (length(reason) BETWEEN 5 AND 500);
ALTER TABLE "backend"."product_images"
  ADD CONSTRAINT "product_images_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "backend"."uploads"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a worker has to look at, and what has to be destroyed.
CREATE INDEX "uploads_due_check" ON "backend"."uploads"("check_at") WHERE check_at IS NOT NULL;
CREATE INDEX "uploads_due_end" ON "backend"."uploads"("destroy_at") WHERE destroyed_at IS NULL;

-- A file only goes on: nothing that was refused or destroyed comes back.
CREATE FUNCTION backend.uploads_go_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = OLD.status
    OR (OLD.status = 'PENDING' AND NEW.status IN ('SCANNING', 'REFUSED'))
    OR (OLD.status = 'SCANNING' AND NEW.status IN ('CLEAN', 'REFUSED', 'SHREDDED'))
    OR (OLD.status = 'CLEAN' AND NEW.status IN ('REFUSED', 'SHREDDED')) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an upload cannot go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER go_on BEFORE UPDATE OF status ON "backend"."uploads"
  FOR EACH ROW EXECUTE FUNCTION backend.uploads_go_on();
