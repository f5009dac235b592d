-- Takes open deliveries for so many seconds, under one token, and counts their starts. Losing that count in a crash of the
-- server costs nothing, so the commit does not wait for the disk.
CREATE FUNCTION platform.take_deliveries(wanted bigint[], token uuid, lease integer)
RETURNS TABLE (id bigint, lease_token uuid, handler text, crashes integer, failures integer, rounds integer, message jsonb)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  RETURN QUERY
    UPDATE platform.deliveries d
    SET crashes = d.crashes + 1, lease_token = token,
        lease_until = now() + make_interval(secs => coalesce(d.lease_seconds, lease))
    FROM (
      SELECT o.id FROM platform.deliveries o
      -- As a subselect the list has no length that a plan depends on, so that this is planned once per connection.
      WHERE o.id = ANY((SELECT wanted)::bigint[]) AND coalesce(o.done_at, o.parked_at) IS NULL
        AND (o.lease_until IS NULL OR o.lease_until <= now())
      ORDER BY o.id FOR UPDATE) free, platform.outbox m
    WHERE d.id = free.id AND m.id = d.message_id
    RETURNING d.id, d.lease_token, d.handler, d.crashes, d.failures, d.rounds,
      jsonb_build_object('id', m.id, 'kind', m.kind, 'name', m.name, 'version', m.version, 'sequence', m.sequence,
        'aggregateId', m.aggregate_id, 'actor', m.actor, 'correlationId', m.correlation_id,
        'occurredAt', m.occurred_at, 'payload', m.payload);
END $$;

DROP FUNCTION platform.take_delivery(bigint, uuid, integer);
