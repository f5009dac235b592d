-- A second wall where a leak would hurt most: whatever a query forgets, these rows are seen by those whom they are about
-- and by those who work with them. The owner of the tables is bound by it too.

-- Payout wallets: who runs the shop or fleet, the agent, staff who hold payouts, and the services that work with them.
ALTER TABLE "backend"."payout_wallets" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON "backend"."payout_wallets"
  USING (CASE owner_kind
    WHEN 'SHOP' THEN platform.holds('shops.payout.write:' || owner_id)
    WHEN 'FLEET' THEN platform.holds('fleets.payout.write:' || owner_id)
    ELSE EXISTS (SELECT FROM backend.agents a WHERE a.id = owner_id AND a.user_id = platform.person()) END)
  WITH CHECK (CASE owner_kind
    WHEN 'SHOP' THEN platform.holds('shops.payout.write:' || owner_id)
    WHEN 'FLEET' THEN platform.holds('fleets.payout.write:' || owner_id)
    ELSE EXISTS (SELECT FROM backend.agents a WHERE a.id = owner_id AND a.user_id = platform.person()) END);
CREATE POLICY staff ON "backend"."payout_wallets"
  USING (platform.holds('payouts.hold')) WITH CHECK (platform.holds('payouts.hold'));
CREATE POLICY service ON "backend"."payout_wallets"
  USING (platform.serves('wallets', 'vault', 'privacy')) WITH CHECK (platform.serves('wallets', 'vault', 'privacy'));

-- The history is seen with its wallet.
ALTER TABLE "backend"."payout_wallet_changes" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY of_wallet ON "backend"."payout_wallet_changes"
  USING (EXISTS (SELECT FROM backend.payout_wallets w WHERE w.id = wallet_id))
  WITH CHECK (EXISTS (SELECT FROM backend.payout_wallets w WHERE w.id = wallet_id));

-- Private documents: their owner, those who may read them or review what they belong to, and the services that check and
-- destroy them. Pictures are for everybody.
ALTER TABLE "backend"."uploads" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY pictures ON "backend"."uploads"
  USING (purpose NOT IN ('kyc_document', 'delivery_signature'))
  WITH CHECK (purpose NOT IN ('kyc_document', 'delivery_signature'));
CREATE POLICY own ON "backend"."uploads" USING (owner_id = platform.person()) WITH CHECK (owner_id = platform.person());
CREATE POLICY staff ON "backend"."uploads"
  USING (platform.holds('documents.read') OR platform.holds('applications.review'))
  WITH CHECK (platform.holds('documents.read') OR platform.holds('applications.review'));
CREATE POLICY service ON "backend"."uploads"
  USING (platform.serves('media', 'vault', 'privacy')) WITH CHECK (platform.serves('media', 'vault', 'privacy'));

-- What applicants tell of themselves, and their numbers: the applicant, those who review applications, and the services
-- that change keys and erase people.
ALTER TABLE "backend"."application_phases" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON "backend"."application_phases"
  USING (EXISTS (SELECT FROM backend.applications a WHERE a.id = application_id AND a.user_id = platform.person()))
  WITH CHECK (EXISTS (SELECT FROM backend.applications a WHERE a.id = application_id AND a.user_id = platform.person()));
CREATE POLICY staff ON "backend"."application_phases"
  USING (platform.holds('applications.review')) WITH CHECK (platform.holds('applications.review'));
CREATE POLICY service ON "backend"."application_phases"
  USING (platform.serves('privacy')) WITH CHECK (platform.serves('privacy'));
ALTER TABLE "backend"."application_numbers" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON "backend"."application_numbers"
  USING (EXISTS (SELECT FROM backend.applications a WHERE a.id = application_id AND a.user_id = platform.person()))
  WITH CHECK (EXISTS (SELECT FROM backend.applications a WHERE a.id = application_id AND a.user_id = platform.person()));
CREATE POLICY staff ON "backend"."application_numbers"
  USING (platform.holds('applications.review')) WITH CHECK (platform.holds('applications.review'));
CREATE POLICY service ON "backend"."application_numbers"
  USING (platform.serves('vault', 'privacy')) WITH CHECK (platform.serves('vault', 'privacy'));
