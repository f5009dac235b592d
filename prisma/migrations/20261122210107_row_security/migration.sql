-- For whom a transaction acts: what row-level policies ask. A transaction says it by settings that end with it; one that
-- says nothing acts for nobody and sees no row. See libs/platform/data/viewer.ts.
CREATE FUNCTION platform.person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.person', true), '')::uuid;

-- Whether the person holds a permission: for the whole platform, or `permission:<id>` for one shop or fleet.
CREATE FUNCTION platform.holds("grant" text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce("grant" = ANY (string_to_array(current_setting('app.grants', true), ',')), false);

-- Whether it is one of these services of our own that works across people.
CREATE FUNCTION platform.serves(VARIADIC services text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(nullif(current_setting('app.service', true), '') = ANY (services), false);
