-- CreateTable
CREATE TABLE "backend"."refund_shares" (
    "refund_id" UUID NOT NULL,
    "line_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "commission" BIGINT NOT NULL,
    "commission_vat" BIGINT NOT NULL,

    CONSTRAINT "refund_shares_pkey" PRIMARY KEY ("refund_id","line_id"),
    CONSTRAINT "refund_shares_check" CHECK ("amount" > 0 AND "commission" >= 0 AND "commission_vat" >= 0)
);

-- CreateIndex
CREATE INDEX "refund_shares_line_id_idx" ON "backend"."refund_shares"("line_id");

-- AddForeignKey
ALTER TABLE "backend"."refund_shares" ADD CONSTRAINT "refund_shares_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "backend"."refunds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "backend"."refund_shares"
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

REVOKE UPDATE, DELETE ON "backend"."refund_shares" FROM pakashop_app, pakashop_backend;
