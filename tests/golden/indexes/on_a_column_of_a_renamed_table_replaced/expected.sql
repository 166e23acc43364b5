-- warning[lint/unique-on-existing]: Change index "users_name": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of people hold the same label
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of people hold the same label" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM (SELECT name AS label FROM users) AS people WHERE label IS NOT NULL GROUP BY label HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Make room: index "users_name" comes back below, changed
DROP INDEX users_name;

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;

-- Rename column "name" of "people" to "label"
ALTER TABLE people RENAME COLUMN name TO label;

-- Change index "users_name"
CREATE UNIQUE INDEX users_name ON people (label DESC);
