-- Goods that never come back: staff ends their way as LOST, from wherever an agent has them.
ALTER TABLE "backend"."deliveries"
  DROP CONSTRAINT "deliveries_state_check",
  DROP CONSTRAINT "deliveries_picked_up_check",
  ADD CONSTRAINT "deliveries_state_check" CHECK ("state" IN
    ('WAITING', 'OFFERED', 'ASSIGNED', 'PICKED_UP', 'FAILED', 'RETURNING', 'RETURNED', 'LOST', 'DELIVERED', 'CANCELLED')),
  ADD CONSTRAINT "deliveries_picked_up_check" CHECK (("picked_up_at" IS NOT NULL) =
    ("state" IN ('PICKED_UP', 'FAILED', 'RETURNING', 'RETURNED', 'LOST', 'DELIVERED')));

DROP TRIGGER keep_closed ON "backend"."deliveries";
CREATE TRIGGER keep_closed BEFORE UPDATE OF state ON "backend"."deliveries" FOR EACH ROW
  WHEN (OLD.state IN ('DELIVERED', 'RETURNED', 'LOST', 'CANCELLED') AND NEW.state <> OLD.state)
  EXECUTE FUNCTION backend.keep_closed();

-- A proof says when nobody knows where exactly the goods were to go, and when the device did not know where it was.
ALTER TABLE "backend"."delivery_evidence"
  DROP CONSTRAINT "delivery_evidence_flags_check",
  ADD CONSTRAINT "delivery_evidence_flags_check" CHECK ("flags" <@ ARRAY['FAR', 'OFFLINE', 'UNLOCATED', 'VAGUE']);

-- Most orders name a landmark and no coordinates: that alone is nothing to look at.
DROP INDEX "backend"."delivery_evidence_flagged_idx";
CREATE INDEX "delivery_evidence_flagged_idx" ON "backend"."delivery_evidence" ("delivery_id")
  WHERE cardinality(array_remove("flags", 'UNLOCATED')) > 0;
