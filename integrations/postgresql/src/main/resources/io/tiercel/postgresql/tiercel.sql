-- What tells Tiercel of changes by notifications alone. Run it once in the database. PostgreSQL 13 or later.
--
--   SELECT tiercel_watch('users', 'tiercel', 'user_updated', 'user_id', 'email');
--
-- sends an event of the type user_updated, with the fields user_id and email, on the channel tiercel for each row of the
-- table users that is inserted, updated or deleted; two for an update that changes one of these columns. What does not fit
-- into a notification, and TRUNCATE, is sent as "any of them": the source then invalidates all that the rules can reach.

CREATE OR REPLACE FUNCTION tiercel_fields(changed jsonb, columns text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    fields jsonb := '{}';
    name text;
BEGIN
    FOREACH name IN ARRAY columns LOOP
        IF NOT changed ? name THEN
            RAISE EXCEPTION 'tiercel: there is no column "%"', name;
        END IF;
        fields := fields || jsonb_build_object(name, changed ->> name);
    END LOOP;
    RETURN fields;
END
$$;

-- The events of one change. The arguments of the trigger are the channel, the type of the event, and the columns.
CREATE OR REPLACE FUNCTION tiercel_events(operation text, before jsonb, after jsonb, arguments text[]) RETURNS SETOF jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    type jsonb := jsonb_build_object('$type', arguments[2]);
    columns text[] := arguments[3:];
BEGIN
    IF operation = 'TRUNCATE' THEN
        RETURN NEXT type || '{"$all": true}';
        RETURN;
    END IF;
    IF operation <> 'INSERT' THEN
        RETURN NEXT type || tiercel_fields(before, columns);
    END IF;
    IF operation = 'INSERT' OR (operation = 'UPDATE'
            AND tiercel_fields(before, columns) IS DISTINCT FROM tiercel_fields(after, columns)) THEN
        RETURN NEXT type || tiercel_fields(after, columns);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION tiercel_notify() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    event jsonb;
    -- the arguments of a trigger count from 0, arrays from 1
    arguments text[] := (SELECT array_agg(argument) FROM unnest(TG_ARGV) AS argument);
BEGIN
    FOR event IN SELECT tiercel_events(TG_OP,
            CASE WHEN TG_OP IN ('UPDATE', 'DELETE') THEN to_jsonb(OLD) END,
            CASE WHEN TG_OP IN ('INSERT', 'UPDATE') THEN to_jsonb(NEW) END,
            arguments) LOOP
        IF octet_length(event::text) >= 8000 THEN
            event := jsonb_build_object('$type', arguments[2], '$all', true);
        END IF;
        PERFORM pg_notify(arguments[1], event::text);
    END LOOP;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION tiercel_attach(watched regclass, function text, arguments text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    list text := (SELECT string_agg(quote_literal(argument), ', ') FROM unnest(arguments) AS argument);
    name text := 'tiercel_' || arguments[2];
    missing text;
BEGIN
    -- here, not at each change of the table, which would fail with it
    IF array_position(arguments, NULL) IS NOT NULL OR arguments[2] = '' THEN
        RAISE EXCEPTION 'tiercel: the channel, the type of the event and the columns must be given';
    END IF;
    IF octet_length(arguments[1]) NOT BETWEEN 1 AND 63 THEN
        RAISE EXCEPTION 'tiercel: the name of a channel must have 1 to 63 bytes, not "%"', arguments[1];
    END IF;
    SELECT given INTO missing FROM unnest(arguments[3:]) AS given WHERE NOT EXISTS (SELECT FROM pg_attribute
            WHERE attrelid = watched AND attname = given AND attnum > 0 AND NOT attisdropped) LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION 'tiercel: there is no column "%"', missing;
    END IF;
    IF octet_length(name) > 59 THEN -- PostgreSQL keeps 63 bytes of a name, which two triggers would share then
        name := 'tiercel_' || md5(name);
    END IF;
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION %I(%s)',
            name, watched, function, list);
    EXECUTE format('CREATE TRIGGER %I AFTER TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %I(%s)',
            name || '_all', watched, function, list);
END
$$;

CREATE OR REPLACE FUNCTION tiercel_watch(watched regclass, channel text, event_type text, VARIADIC columns text[])
RETURNS void LANGUAGE sql AS $$
    SELECT tiercel_attach(watched, 'tiercel_notify', ARRAY[channel, event_type] || columns);
$$;
