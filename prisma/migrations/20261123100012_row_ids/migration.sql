-- People name their accounts at other companies by an id of ours: the one there is nobody else's business.
ALTER TABLE "backend"."identities" ADD COLUMN "id" UUID;
UPDATE "backend"."identities" SET "id" = uuidv7(created_at - now());
ALTER TABLE "backend"."identities" ALTER COLUMN "id" SET NOT NULL;
CREATE UNIQUE INDEX "identities_id_key" ON "backend"."identities"("id");

-- Staff names a suppression by an id: the hash of an address is nothing to hand around.
ALTER TABLE "backend"."message_suppressions" ADD COLUMN "id" UUID;
UPDATE "backend"."message_suppressions" SET "id" = uuidv7(created_at - now());
ALTER TABLE "backend"."message_suppressions" ALTER COLUMN "id" SET NOT NULL;
CREATE UNIQUE INDEX "message_suppressions_id_key" ON "backend"."message_suppressions"("id");
