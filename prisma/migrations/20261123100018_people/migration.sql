-- Who runs a shop or a fleet is asked with every payment, notice and change of a wallet.
CREATE INDEX IF NOT EXISTS "role_grants_place_idx" ON "backend"."role_grants" (scope_id)
  WHERE revoked_at IS NULL AND scope_id IS NOT NULL;

-- What was typed for nobody's account is kept as a keyed hash from now on: the plain ones could be tried out.
DELETE FROM "backend"."sign_in_attempts" WHERE subject LIKE 'nobody:%';
