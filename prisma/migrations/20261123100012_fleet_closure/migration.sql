-- A fleet that was closed is reopened by staff; its agents stay closed. Nothing else becomes of what is closed.
ALTER TABLE "backend"."fleets" ADD COLUMN "closed_at" TIMESTAMPTZ(6), ADD COLUMN "closed_by" TEXT;
UPDATE "backend"."fleets" SET "closed_at" = now(), "closed_by" = 'STAFF' WHERE "status" = 'CLOSED';
ALTER TABLE "backend"."fleets"
  ADD CONSTRAINT "fleets_closed_by_check" CHECK ("closed_by" IN ('FLEET', 'STAFF')),
  ADD CONSTRAINT "fleets_closed_check" CHECK (num_nonnulls("closed_at", "closed_by") = CASE WHEN "status" = 'CLOSED' THEN 2 ELSE 0 END);

DROP TRIGGER keep_closed ON "backend"."fleets";
CREATE TRIGGER keep_closed BEFORE UPDATE OF status ON "backend"."fleets" FOR EACH ROW
  WHEN (OLD.status = 'CLOSED' AND NEW.status NOT IN ('CLOSED', 'ACTIVE')) EXECUTE FUNCTION backend.keep_closed();
