SAVEPOINT penumbra;

-- Drop view "upper_names", which is recreated below
DROP VIEW upper_names;

-- Change view "base"
DROP VIEW base;
CREATE VIEW base AS SELECT id, name FROM users WHERE id > 0;

-- Recreate view "upper_names"
CREATE VIEW upper_names AS SELECT upper(name) AS name FROM base;

RELEASE penumbra;
