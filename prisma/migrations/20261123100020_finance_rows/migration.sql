-- A second wall around what shops, agents and fleets earn: a transaction that acts for a person sees their rows and those
-- which their permissions open, whatever its query forgets, and writes none. The books' own work acts for nobody.
CREATE FUNCTION settlement.may_see("payee_kind" text, "payee_id" uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN platform.holds('payouts.read') OR platform.holds('ledger.read') OR CASE "payee_kind"
    WHEN 'SHOP' THEN platform.holds('shops.finance.read') OR platform.holds('shops.finance.read:' || "payee_id")
    WHEN 'FLEET' THEN platform.holds('fleets.finance.read:' || "payee_id")
    WHEN 'AGENT' THEN EXISTS (
      SELECT FROM settlement.payees p WHERE p.kind = 'AGENT' AND p.id = "payee_id" AND p.user_id = platform.person())
    ELSE false END;

ALTER TABLE "settlement"."payees" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY finance ON "settlement"."payees"
  USING (platform.person() IS NULL OR user_id = platform.person() OR kind <> 'AGENT' AND settlement.may_see(kind, id)
    OR platform.holds('payouts.read') OR platform.holds('ledger.read'))
  WITH CHECK (platform.person() IS NULL);

ALTER TABLE "settlement"."earnings" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY finance ON "settlement"."earnings"
  USING (platform.person() IS NULL OR settlement.may_see(payee_kind, payee_id))
  WITH CHECK (platform.person() IS NULL);

ALTER TABLE "settlement"."payouts" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY finance ON "settlement"."payouts"
  USING (platform.person() IS NULL OR settlement.may_see(payee_kind, payee_id))
  WITH CHECK (platform.person() IS NULL);

-- What a payout settles is seen with it.
ALTER TABLE "settlement"."payout_items" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY finance ON "settlement"."payout_items"
  USING (platform.person() IS NULL OR EXISTS (SELECT FROM settlement.payouts p WHERE p.id = payout_id))
  WITH CHECK (platform.person() IS NULL);

ALTER TABLE "settlement"."settlements" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY finance ON "settlement"."settlements"
  USING (platform.person() IS NULL OR settlement.may_see('SHOP', shop_id))
  WITH CHECK (platform.person() IS NULL);

-- Accounts are named after whose they are; without its account nobody finds a balance.
CREATE FUNCTION settlement.may_see_account(code text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN platform.holds('payouts.read') OR platform.holds('ledger.read') OR CASE split_part(code, ':', 1)
    WHEN 'seller_payable' THEN settlement.may_see('SHOP', split_part(code, ':', 2)::uuid)
    WHEN 'seller_reserve' THEN settlement.may_see('SHOP', split_part(code, ':', 2)::uuid)
    WHEN 'seller_receivable' THEN settlement.may_see('SHOP', split_part(code, ':', 2)::uuid)
    WHEN 'fleet_payable' THEN settlement.may_see('FLEET', split_part(code, ':', 2)::uuid)
    WHEN 'agent_payable' THEN settlement.may_see('AGENT', split_part(code, ':', 2)::uuid)
    WHEN 'payout_in_flight' THEN settlement.may_see('SHOP', split_part(code, ':', 2)::uuid)
      OR settlement.may_see('FLEET', split_part(code, ':', 2)::uuid) OR settlement.may_see('AGENT', split_part(code, ':', 2)::uuid)
    ELSE false END;

ALTER TABLE "settlement"."ledger_accounts" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY finance ON "settlement"."ledger_accounts"
  USING (platform.person() IS NULL OR settlement.may_see_account(code))
  WITH CHECK (platform.person() IS NULL);

-- Who changes the keys of sealed numbers goes through all of them.
CREATE POLICY service ON "settlement"."payees" USING (platform.serves('vault')) WITH CHECK (platform.serves('vault'));
CREATE POLICY service ON "settlement"."payouts" USING (platform.serves('vault')) WITH CHECK (platform.serves('vault'));
