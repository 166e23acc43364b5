-- warning[lint/null-to-not-null]: Make column "order" of "the users" NOT NULL: the migration stops if a row contains NULL there

-- Needs libSQL: SQLite has no ALTER COLUMN … TO

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if the users.order contains NULL
CREATE TABLE __penumbra_gate (check_1 CONSTRAINT "the users.order contains NULL" CHECK (check_1));
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM "the users" WHERE "order" IS NULL);

-- Allow NULL in column "first name" of "the users"
ALTER TABLE "the users" ALTER COLUMN "first name" TO "first name" TEXT;

-- Make column "order" of "the users" NOT NULL
ALTER TABLE "the users" ALTER COLUMN "order" TO "order" INT NOT NULL;

-- Allow NULL in column "group" of "the users"
ALTER TABLE "the users" ALTER COLUMN "group" TO "group" INT;
INSERT OR ROLLBACK INTO __penumbra_gate (check_1) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
