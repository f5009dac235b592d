-- AlterTable
ALTER TABLE "backend"."refunds" ADD COLUMN     "withdrawal_by" TEXT,
ADD COLUMN     "withdrawal_needs_approval" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "withdrawal_approved_by" TEXT;

-- Above the limit nobody calls off alone what a buyer is owed.
ALTER TABLE "backend"."refunds"
  ADD CONSTRAINT "refunds_withdrawal_check" CHECK (
    (withdrawal_approved_by IS NULL OR withdrawal_approved_by <> withdrawal_by)
    AND (withdrawal_by IS NOT NULL OR NOT withdrawal_needs_approval)
    AND (state <> 'WITHDRAWN' OR NOT withdrawal_needs_approval OR withdrawal_approved_by IS NOT NULL));
