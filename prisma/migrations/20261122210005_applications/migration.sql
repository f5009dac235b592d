-- AlterTable
ALTER TABLE "backend"."shops" ADD COLUMN "closed_from" TIMESTAMPTZ(6),
ADD COLUMN "closed_note" TEXT NOT NULL DEFAULT '',
ADD COLUMN "closed_until" TIMESTAMPTZ(6),
ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'GOODS',
ADD COLUMN "moves" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "backend"."shops"
  ADD CONSTRAINT "shops_kind_check" CHECK (kind IN ('GOODS', 'SERVICES')),
  ADD CONSTRAINT "shops_closure_check" CHECK (num_nonnulls(closed_from, closed_until) IN (0, 2) AND closed_until > closed_from);

-- The history of shops that were there before begins now.
INSERT INTO "backend"."transitions" (machine, subject_id, seq, from_state, to_state, cause, actor)
SELECT 'shop', id, 1, NULL, status, 'opened', 'system' FROM "backend"."shops";

-- CreateTable
CREATE TABLE "backend"."applications" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'DRAFT',
    "moves" INTEGER NOT NULL DEFAULT 1,
    "reviewer_id" UUID,
    "subject_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_at" TIMESTAMPTZ(6),
    "decided_at" TIMESTAMPTZ(6),

    CONSTRAINT "applications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."application_phases" (
    "application_id" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "application_phases_pkey" PRIMARY KEY ("application_id","phase")
);

-- CreateTable
CREATE TABLE "backend"."application_numbers" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "number_index" BYTEA NOT NULL,

    CONSTRAINT "application_numbers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."application_documents" (
    "application_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "document_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "application_documents_pkey" PRIMARY KEY ("application_id","kind")
);

-- CreateTable
CREATE TABLE "backend"."application_notes" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "phase" TEXT,
    "text" TEXT NOT NULL,
    "author_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "application_notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."checklist_items" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "help" TEXT NOT NULL DEFAULT '',
    "required" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "checklist_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."application_ticks" (
    "application_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "ticked_by" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "application_ticks_pkey" PRIMARY KEY ("application_id","item_id")
);

-- CreateTable
CREATE TABLE "backend"."terms_versions" (
    "kind" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "terms_versions_pkey" PRIMARY KEY ("kind","version")
);

-- CreateTable
CREATE TABLE "backend"."terms_acceptances" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "address" TEXT,
    "accepted_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "terms_acceptances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backend"."invitations" (
    "id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "scope_id" UUID,
    "contact_kind" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "contact_index" BYTEA NOT NULL,
    "invited_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "accepted_at" TIMESTAMPTZ(6),
    "accepted_by" UUID,
    "withdrawn_at" TIMESTAMPTZ(6),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "applications_user_id_idx" ON "backend"."applications"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "application_numbers_application_id_kind_key" ON "backend"."application_numbers"("application_id", "kind");

-- CreateIndex
CREATE INDEX "application_numbers_kind_number_index_idx" ON "backend"."application_numbers"("kind", "number_index");

-- CreateIndex
CREATE UNIQUE INDEX "application_documents_document_id_key" ON "backend"."application_documents"("document_id");

-- CreateIndex
CREATE INDEX "application_notes_application_id_idx" ON "backend"."application_notes"("application_id");

-- CreateIndex
CREATE UNIQUE INDEX "checklist_items_kind_key_key" ON "backend"."checklist_items"("kind", "key");

-- CreateIndex
CREATE INDEX "terms_acceptances_application_id_idx" ON "backend"."terms_acceptances"("application_id");

-- CreateIndex
CREATE INDEX "terms_acceptances_user_id_idx" ON "backend"."terms_acceptances"("user_id");

-- CreateIndex
CREATE INDEX "invitations_scope_id_id_idx" ON "backend"."invitations"("scope_id", "id");

-- AddForeignKey
ALTER TABLE "backend"."applications" ADD CONSTRAINT "applications_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."application_phases" ADD CONSTRAINT "application_phases_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "backend"."applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."application_numbers" ADD CONSTRAINT "application_numbers_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "backend"."applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."application_documents" ADD CONSTRAINT "application_documents_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "backend"."applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."application_notes" ADD CONSTRAINT "application_notes_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "backend"."applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."application_ticks" ADD CONSTRAINT "application_ticks_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "backend"."applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."application_ticks" ADD CONSTRAINT "application_ticks_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "backend"."checklist_items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."terms_acceptances" ADD CONSTRAINT "terms_acceptances_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "backend"."applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."terms_acceptances" ADD CONSTRAINT "terms_acceptances_kind_version_fkey" FOREIGN KEY ("kind", "version") REFERENCES "backend"."terms_versions"("kind", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "backend"."applications"
  ADD CONSTRAINT "applications_kind_check" CHECK (kind IN ('SELLER', 'SERVICE_PROVIDER', 'AGENT', 'COURIER')),
  ADD CONSTRAINT "applications_state_check" CHECK (state IN ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'CHANGES_REQUESTED', 'APPROVED',
    'REJECTED', 'WITHDRAWN')),
  ADD CONSTRAINT "applications_submitted_check" CHECK (state IN ('DRAFT', 'WITHDRAWN') OR submitted_at IS NOT NULL),
  ADD CONSTRAINT "applications_decided_check" CHECK ((state IN ('APPROVED', 'REJECTED')) = (decided_at IS NOT NULL)),
  -- Nobody reviews their own application.
  ADD CONSTRAINT "applications_reviewer_check" CHECK (reviewer_id <> user_id),
  ADD CONSTRAINT "applications_in_hand_check" CHECK (state NOT IN ('IN_REVIEW', 'APPROVED', 'REJECTED') OR reviewer_id IS NOT NULL),
  ADD CONSTRAINT "applications_subject_check" CHECK (subject_id IS NULL OR state = 'APPROVED');
CREATE UNIQUE INDEX "applications_alive_key" ON "backend"."applications" (user_id, kind)
  WHERE state NOT IN ('APPROVED', 'REJECTED', 'WITHDRAWN');
CREATE INDEX "applications_queue_idx" ON "backend"."applications" (state, submitted_at, id) WHERE submitted_at IS NOT NULL;
CREATE TRIGGER keep_final BEFORE UPDATE ON "backend"."applications" FOR EACH ROW
  WHEN (OLD.state IN ('APPROVED', 'REJECTED', 'WITHDRAWN') AND NEW.state <> OLD.state) EXECUTE FUNCTION backend.keep_final();

ALTER TABLE "backend"."application_phases" ADD CONSTRAINT "application_phases_phase_check"
  CHECK (phase IN ('account', 'business', 'company', 'vehicle', 'documents', 'payout', 'terms'));
ALTER TABLE "backend"."application_numbers" ADD CONSTRAINT "application_numbers_kind_check"
  CHECK (kind IN ('NRC', 'TPIN', 'PACRA', 'PHONE', 'LICENCE', 'WALLET'));
ALTER TABLE "backend"."application_documents" ADD CONSTRAINT "application_documents_kind_check"
  CHECK (kind IN ('NRC_FRONT', 'NRC_BACK', 'TPIN_CERTIFICATE', 'PACRA_CERTIFICATE', 'DRIVING_LICENCE', 'VEHICLE_REGISTRATION',
    'PORTRAIT', 'PROOF_OF_ADDRESS'));
ALTER TABLE "backend"."application_notes"
  ADD CONSTRAINT "application_notes_kind_check" CHECK (kind IN ('COMMENT', 'CHANGE', 'REJECTION')),
  ADD CONSTRAINT "application_notes_phase_check" CHECK ((kind = 'CHANGE') = (phase IS NOT NULL));
ALTER TABLE "backend"."checklist_items"
  ADD CONSTRAINT "checklist_items_kind_check" CHECK (kind IN ('SELLER', 'SERVICE_PROVIDER', 'AGENT', 'COURIER'));
ALTER TABLE "backend"."terms_versions"
  ADD CONSTRAINT "terms_versions_kind_check" CHECK (kind IN ('SELLER', 'SERVICE_PROVIDER', 'AGENT', 'COURIER'));

ALTER TABLE "backend"."invitations"
  ADD CONSTRAINT "invitations_scope_check" CHECK (
    (scope = 'platform' AND scope_id IS NULL) OR (scope IN ('shop', 'fleet') AND scope_id IS NOT NULL)),
  ADD CONSTRAINT "invitations_contact_check" CHECK (contact_kind IN ('phone', 'email')),
  ADD CONSTRAINT "invitations_expiry_check" CHECK (expires_at <= created_at + interval '7 days'),
  ADD CONSTRAINT "invitations_accepted_check" CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
  ADD CONSTRAINT "invitations_end_check" CHECK (num_nonnulls(accepted_at, withdrawn_at) <= 1);
-- One invitation of a contact to the same shop, fleet or platform is open.
CREATE UNIQUE INDEX "invitations_open_key" ON "backend"."invitations" (contact_index, scope, scope_id) NULLS NOT DISTINCT
  WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "backend"."application_notes"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "backend"."terms_versions"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "backend"."terms_acceptances"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

-- What applicants bring unless the operator wants something else.
INSERT INTO "backend"."checklist_items" (id, kind, key, title, help, required, position)
SELECT gen_random_uuid(), k.kind, i.key, i.title, i.help, i.required, i.position
FROM (VALUES
  ('{SELLER,SERVICE_PROVIDER,AGENT,COURIER}'::text[], 'phase.account', 'About you', 'Your name as on your NRC, its number, and a phone on which we reach you.', true, 10),
  ('{SELLER,SERVICE_PROVIDER}', 'phase.business', 'Your business', 'Name, place, TPIN and, for a company, its PACRA number.', true, 20),
  ('{COURIER}', 'phase.company', 'Your company', 'Name, place, TPIN and PACRA number.', true, 20),
  ('{AGENT}', 'phase.vehicle', 'Your vehicle', 'What you deliver with, and where.', true, 20),
  ('{SELLER,SERVICE_PROVIDER,AGENT,COURIER}', 'document.NRC_FRONT', 'NRC, front', 'A sharp picture of the front of the card.', true, 30),
  ('{SELLER,SERVICE_PROVIDER,AGENT,COURIER}', 'document.NRC_BACK', 'NRC, back', 'A sharp picture of the back of the card.', true, 31),
  ('{SELLER,SERVICE_PROVIDER,COURIER}', 'document.TPIN_CERTIFICATE', 'TPIN certificate', 'The certificate of the Zambia Revenue Authority.', true, 32),
  ('{COURIER}', 'document.PACRA_CERTIFICATE', 'PACRA certificate', 'The certificate of incorporation or of the business name.', true, 33),
  ('{SELLER,SERVICE_PROVIDER}', 'document.PACRA_CERTIFICATE', 'PACRA certificate', 'If your business is registered there.', false, 33),
  ('{AGENT}', 'document.DRIVING_LICENCE', 'Driving licence', 'Unless you deliver on foot or by bicycle.', false, 34),
  ('{AGENT}', 'document.PORTRAIT', 'Portrait', 'A picture of your face, by which buyers recognise you.', true, 35),
  ('{SELLER,SERVICE_PROVIDER,AGENT,COURIER}', 'phase.payout', 'Payout wallet', 'The mobile money wallet to which you are paid.', true, 40),
  ('{SELLER,SERVICE_PROVIDER,AGENT,COURIER}', 'phase.terms', 'Terms', 'Read and accept the terms.', true, 50)
) AS i (kinds, key, title, help, required, position), unnest(i.kinds) AS k (kind);

INSERT INTO "backend"."terms_versions" (kind, version, title, url)
SELECT kind, '2026-11', title, 'https://docs.pakashop.store/terms/' || page || '/2026-11'
FROM (VALUES
  ('SELLER', 'Terms for sellers', 'sellers'),
  ('SERVICE_PROVIDER', 'Terms for service providers', 'service-providers'),
  ('AGENT', 'Terms for delivery agents', 'agents'),
  ('COURIER', 'Terms for courier companies', 'couriers')
) AS t (kind, title, page);
