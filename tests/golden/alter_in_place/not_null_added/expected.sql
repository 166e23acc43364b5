-- warning[lint/null-to-not-null]: Make column "name" of "users" NOT NULL: the migration stops if a row contains NULL there

-- Needs SQLite 3.53 or later: it alters constraints in place

-- Make column "name" of "users" NOT NULL
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
