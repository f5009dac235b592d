-- Processes do not act as the owner of the tables: they connect and take a role that may use them, and a domain that
-- runs alone takes its own. Append-only tables can only be added to.
DO $$
DECLARE
  domain text;
  app text;
BEGIN
  FOREACH app IN ARRAY ARRAY['app', 'gateway', 'backend', 'pricing', 'settlement', 'fraud'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pakashop_' || app) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', 'pakashop_' || app);
    END IF;
    EXECUTE format('GRANT %I TO CURRENT_USER', 'pakashop_' || app);
    FOREACH domain IN ARRAY ARRAY['platform', 'gateway', 'backend', 'pricing', 'settlement', 'fraud'] LOOP
      IF app = 'app' OR domain IN (app, 'platform') THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', domain, 'pakashop_' || app);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', domain, 'pakashop_' || app);
        EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO %I', domain, 'pakashop_' || app);
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', domain, 'pakashop_' || app);
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE ON SEQUENCES TO %I', domain, 'pakashop_' || app);
      END IF;
    END LOOP;
    EXECUTE format('REVOKE UPDATE, DELETE ON platform.audit FROM %I', 'pakashop_' || app);
  END LOOP;
  FOREACH app IN ARRAY ARRAY['app', 'settlement'] LOOP
    EXECUTE format('REVOKE UPDATE, DELETE ON settlement.ledger_transactions, settlement.ledger_entries, settlement.ledger_accounts FROM %I', 'pakashop_' || app);
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON settlement.ledger_balances FROM %I', 'pakashop_' || app);
  END LOOP;
  FOREACH app IN ARRAY ARRAY['app', 'backend'] LOOP
    EXECUTE format('REVOKE UPDATE, DELETE ON backend.transitions, backend.stock_movements FROM %I', 'pakashop_' || app);
  END LOOP;
END $$;
