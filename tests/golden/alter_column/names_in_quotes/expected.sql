-- warning[lint/null-to-not-null]: Make column "order" of "the users" NOT NULL: the migration stops if a row holds NULL there

-- Stop here, with nothing changed, if the users.order holds NULL
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "the users.order holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM "the users" WHERE "order" IS NULL);
DROP TABLE __penumbra_gate;

-- Let column "first name" of "the users" be NULL
ALTER TABLE "the users" ALTER COLUMN "first name" TO "first name" TEXT;

-- Make column "order" of "the users" NOT NULL
ALTER TABLE "the users" ALTER COLUMN "order" TO "order" INT NOT NULL;

-- Let column "group" of "the users" be NULL
ALTER TABLE "the users" ALTER COLUMN "group" TO "group" INT;
