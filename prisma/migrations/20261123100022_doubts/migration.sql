-- Breaks of the reconciliation that say of a payment's money that it may not be there: it stays where it is.
CREATE TABLE "settlement"."doubts" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "is_open" BOOLEAN NOT NULL,
    "moves" INTEGER NOT NULL,

    CONSTRAINT "doubts_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "doubts_payment_id_idx" ON "settlement"."doubts"("payment_id");
ALTER TABLE "settlement"."settlements" ADD COLUMN "doubts" INTEGER NOT NULL DEFAULT 0;
