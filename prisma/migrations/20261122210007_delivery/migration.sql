-- CreateTable
CREATE TABLE "backend"."fleets" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "registered_name" TEXT NOT NULL,
    "tpin" TEXT NOT NULL,
    "pacra" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'ACTIVE',
    "moves" INTEGER NOT NULL DEFAULT 1,
    "province" TEXT NOT NULL,
    "town" TEXT NOT NULL,
    "landmark" TEXT NOT NULL,
    "vehicles" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fleets_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "fleets_status_check" CHECK ("status" IN ('PENDING', 'ACTIVE', 'SUSPENDED', 'CLOSED')),
    CONSTRAINT "fleets_vehicles_check" CHECK ("vehicles" > 0),
    CONSTRAINT "fleets_sealed_check" CHECK ("tpin" LIKE 'v1.%' AND "pacra" LIKE 'v1.%')
);

-- CreateTable
CREATE TABLE "backend"."agents" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "fleet_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "moves" INTEGER NOT NULL DEFAULT 1,
    "suspended_by" TEXT,
    "legal_name" TEXT NOT NULL,
    "nrc" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "licence" TEXT,
    "vehicle" TEXT NOT NULL,
    "plate" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agents_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "agents_status_check" CHECK ("status" IN ('PENDING', 'ACTIVE', 'SUSPENDED', 'CLOSED')),
    -- Who works alone was approved by staff and never waits for a fleet.
    CONSTRAINT "agents_pending_check" CHECK ("status" <> 'PENDING' OR "fleet_id" IS NOT NULL),
    CONSTRAINT "agents_suspended_check" CHECK (("status" = 'SUSPENDED') = ("suspended_by" IS NOT NULL)),
    CONSTRAINT "agents_suspended_by_check" CHECK ("suspended_by" = 'STAFF' OR ("suspended_by" = 'FLEET' AND "fleet_id" IS NOT NULL)),
    CONSTRAINT "agents_vehicle_check" CHECK ("vehicle" IN ('FOOT', 'BICYCLE', 'MOTORBIKE', 'CAR', 'VAN', 'TRUCK')),
    CONSTRAINT "agents_plate_check" CHECK ("vehicle" IN ('FOOT', 'BICYCLE') OR ("plate" IS NOT NULL AND "licence" IS NOT NULL)),
    -- The numbers of somebody who was erased are empty.
    CONSTRAINT "agents_sealed_check" CHECK (("nrc" LIKE 'v1.%' AND "phone" LIKE 'v1.%' AND ("licence" IS NULL OR "licence" LIKE 'v1.%'))
      OR ("status" = 'CLOSED' AND "nrc" = '' AND "phone" = '' AND ("licence" IS NULL OR "licence" = '')))
);

-- CreateTable
CREATE TABLE "backend"."agent_areas" (
    "agent_id" UUID NOT NULL,
    "province" TEXT NOT NULL,
    "town" TEXT NOT NULL,
    "radius_km" INTEGER NOT NULL,

    CONSTRAINT "agent_areas_pkey" PRIMARY KEY ("agent_id","province","town"),
    CONSTRAINT "agent_areas_radius_check" CHECK ("radius_km" BETWEEN 1 AND 200)
);

-- CreateTable
CREATE TABLE "backend"."agent_shifts" (
    "id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "began_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "position_at" TIMESTAMPTZ(6),

    CONSTRAINT "agent_shifts_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "agent_shifts_end_check" CHECK (("ended_at" IS NULL) = ("ended_by" IS NULL) AND "ended_at" >= "began_at"),
    CONSTRAINT "agent_shifts_ended_by_check" CHECK ("ended_by" IN ('AGENT', 'FLEET', 'STAFF')),
    CONSTRAINT "agent_shifts_position_check" CHECK (num_nonnulls("latitude", "longitude", "position_at") IN (0, 3)
      AND "latitude" BETWEEN -90 AND 90 AND "longitude" BETWEEN -180 AND 180)
);

-- CreateIndex
CREATE INDEX "agents_user_id_idx" ON "backend"."agents"("user_id");

-- CreateIndex
CREATE INDEX "agents_fleet_id_idx" ON "backend"."agents"("fleet_id");

-- CreateIndex
CREATE INDEX "agent_shifts_agent_id_id_idx" ON "backend"."agent_shifts"("agent_id", "id" DESC);

-- AddForeignKey
ALTER TABLE "backend"."agents" ADD CONSTRAINT "agents_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "backend"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."agents" ADD CONSTRAINT "agents_fleet_id_fkey" FOREIGN KEY ("fleet_id") REFERENCES "backend"."fleets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."agent_areas" ADD CONSTRAINT "agent_areas_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "backend"."agents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backend"."agent_shifts" ADD CONSTRAINT "agent_shifts_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "backend"."agents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A person is one agent at a time, and an agent is on duty once.
CREATE UNIQUE INDEX "agents_alive_key" ON "backend"."agents" ("user_id") WHERE "status" <> 'CLOSED';
CREATE UNIQUE INDEX "agent_shifts_open_key" ON "backend"."agent_shifts" ("agent_id") WHERE "ended_at" IS NULL;

-- What is closed stays closed.
CREATE FUNCTION backend.keep_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% % is closed for good', TG_TABLE_NAME, OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_closed BEFORE UPDATE OF status ON "backend"."agents" FOR EACH ROW
  WHEN (OLD.status = 'CLOSED' AND NEW.status <> OLD.status) EXECUTE FUNCTION backend.keep_closed();
CREATE TRIGGER keep_closed BEFORE UPDATE OF status ON "backend"."fleets" FOR EACH ROW
  WHEN (OLD.status = 'CLOSED' AND NEW.status <> OLD.status) EXECUTE FUNCTION backend.keep_closed();
