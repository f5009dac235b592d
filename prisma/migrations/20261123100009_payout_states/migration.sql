-- AlterTable
ALTER TABLE "settlement"."settlements" ADD COLUMN     "payout_id" UUID,
ADD COLUMN     "paid_at" TIMESTAMPTZ(6);

-- What was released before these columns is where its payout says.
UPDATE "settlement"."settlements" s
SET payout_id = p.id, paid_at = CASE WHEN p.state = 'COMPLETED' THEN p.settled_at END,
  state = CASE WHEN s.state <> 'RELEASED' THEN s.state WHEN p.state = 'COMPLETED' THEN 'PAID_OUT' ELSE 'PAYOUT_PENDING' END
FROM "settlement"."earnings" e
JOIN "settlement"."payout_items" i ON i.earning_id = e.id AND i.live
JOIN "settlement"."payouts" p ON p.id = i.payout_id
WHERE e.kind = 'RELEASE' AND e.shop_order_id = s.shop_order_id AND s.released_at IS NOT NULL;

ALTER TABLE "settlement"."settlements"
  ADD CONSTRAINT "settlements_payout_check" CHECK (
    (payout_id IS NULL OR released_at IS NOT NULL) AND (paid_at IS NULL OR payout_id IS NOT NULL)
    AND (state <> 'RELEASED' OR payout_id IS NULL)
    AND (state <> 'PAYOUT_PENDING' OR (payout_id IS NOT NULL AND paid_at IS NULL))
    AND (state <> 'PAID_OUT' OR paid_at IS NOT NULL));
