-- What keeps events in a table too, so that those that were sent while nobody listened are caught up. Run it once in the
-- database, after tiercel.sql.
--
--   SELECT tiercel_watch_outbox('users', 'tiercel', 'user_updated', 'user_id', 'email');
--   SELECT tiercel_outbox_prune('1 day');    -- now and then: whoever was away for longer invalidates all it can reach

CREATE TABLE IF NOT EXISTS tiercel_outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    payload text NOT NULL
);
CREATE INDEX IF NOT EXISTS tiercel_outbox_xid ON tiercel_outbox (xid);

-- one row: what was written by transactions before this one may be gone
CREATE TABLE IF NOT EXISTS tiercel_outbox_pruned (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    before xid8 NOT NULL DEFAULT '0'
);
INSERT INTO tiercel_outbox_pruned DEFAULT VALUES ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION tiercel_outbox_write() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    -- the arguments of a trigger count from 0, arrays from 1
    arguments text[] := (SELECT array_agg(argument) FROM unnest(TG_ARGV) AS argument);
BEGIN
    INSERT INTO tiercel_outbox (payload) SELECT event::text FROM tiercel_events(TG_OP,
            CASE WHEN TG_OP IN ('UPDATE', 'DELETE') THEN to_jsonb(OLD) END,
            CASE WHEN TG_OP IN ('INSERT', 'UPDATE') THEN to_jsonb(NEW) END,
            arguments) AS event;
    PERFORM pg_notify(arguments[1], ''); -- wakes the source, once for a transaction
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION tiercel_watch_outbox(watched regclass, channel text, event_type text, VARIADIC columns text[])
RETURNS void LANGUAGE sql AS $$
    SELECT tiercel_attach(watched, 'tiercel_outbox_write', ARRAY[channel, event_type] || columns);
$$;

CREATE OR REPLACE FUNCTION tiercel_outbox_prune(older_than interval) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    deleted bigint;
    last xid8;
BEGIN
    WITH gone AS (DELETE FROM tiercel_outbox
            WHERE at < now() - older_than AND xid < pg_snapshot_xmin(pg_current_snapshot()) RETURNING xid)
    SELECT count(*), max(xid::text::numeric)::text::xid8 FROM gone INTO deleted, last;
    IF last IS NOT NULL THEN
        UPDATE tiercel_outbox_pruned SET before = greatest(before::text::numeric, last::text::numeric + 1)::text::xid8;
    END IF;
    RETURN deleted;
END
$$;
