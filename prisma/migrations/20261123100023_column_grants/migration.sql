-- What was sold, for how much and to be paid how stays as it was written: whatever code does, the roles of the processes may
-- change what goes on with an order and not what it is. A column that is added later is granted by its own migration.
DO $$
DECLARE
  frozen record;
  app text;
  changing text;
BEGIN
  FOR frozen IN SELECT * FROM (VALUES
    ('orders', ARRAY['id', 'number', 'goods_total', 'delivery_total', 'total', 'currency', 'created_at']),
    ('shop_orders', ARRAY['id', 'order_id', 'shop_id', 'goods_total', 'delivery_fee', 'total', 'currency']),
    ('order_lines', ARRAY['id', 'shop_order_id', 'variant_id', 'product_id', 'category_id', 'sku', 'title', 'quantity', 'unit_price',
      'total', 'tax_amount', 'tax_rate', 'list_price', 'price_rule_id', 'price_rule_version', 'price_reason', 'price_limit']),
    ('order_adjustments', NULL),
    ('payments', ARRAY['id', 'order_id', 'amount', 'currency'])
  ) AS f (name, columns) LOOP
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO changing FROM pg_attribute a
    WHERE a.attrelid = ('backend.' || frozen.name)::regclass AND a.attnum > 0 AND NOT a.attisdropped
      AND frozen.columns IS NOT NULL AND a.attname <> ALL (frozen.columns);
    FOREACH app IN ARRAY ARRAY['pakashop_app', 'pakashop_backend'] LOOP
      EXECUTE format('REVOKE UPDATE, DELETE ON backend.%I FROM %I', frozen.name, app);
      IF changing IS NOT NULL THEN
        EXECUTE format('GRANT UPDATE (%s) ON backend.%I TO %I', changing, frozen.name, app);
      END IF;
    END LOOP;
  END LOOP;
END $$;
