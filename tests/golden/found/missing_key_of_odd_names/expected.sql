-- warning[lint/unique-on-existing]: Add UNIQUE (two) to "items": the migration stops if two rows hold the same there
-- warning[proof/no-rows]: Cannot prove the migration with rows of "items": none could be made that its constraints accept

-- Not proven with rows, since none could be made for: items

-- Stop here, with nothing changed, if two rows of items hold the same two
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of items hold the same two" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM items WHERE two IS NOT NULL GROUP BY two HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Add UNIQUE (two) to "items"
-- SQLite cannot do this in place: rebuild "items"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_items (id INTEGER PRIMARY KEY, one TEXT REFERENCES "semi;colon" ("a b"), two TEXT UNIQUE);
CREATE UNIQUE INDEX __penumbra_key_semi_colon_a_b ON "semi;colon" ("a b");
INSERT OR ABORT INTO __penumbra_new_items (id, one, two) SELECT id, one, two FROM items;
DROP INDEX __penumbra_key_semi_colon_a_b;
DROP TABLE items;
ALTER TABLE __penumbra_new_items RENAME TO items;
RELEASE penumbra_rebuild;
