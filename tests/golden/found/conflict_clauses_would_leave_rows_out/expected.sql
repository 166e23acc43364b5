-- warning[lint/null-to-not-null]: Make column "name" of "items" NOT NULL ON CONFLICT IGNORE: the migration stops if a row holds NULL there
-- warning[lint/unique-on-existing]: Add UNIQUE (code) ON CONFLICT REPLACE to "items": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if items.name holds NULL
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "items.name holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM items WHERE name IS NULL);
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if two rows of items hold the same code
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of items hold the same code" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM items WHERE code IS NOT NULL GROUP BY code HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Make column "name" of "items" NOT NULL ON CONFLICT IGNORE
-- Add UNIQUE (code) ON CONFLICT REPLACE to "items"
-- SQLite cannot do this in place: rebuild "items"
CREATE TABLE __penumbra_new_items (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL ON CONFLICT IGNORE,
  code TEXT UNIQUE ON CONFLICT REPLACE
);
INSERT OR ABORT INTO __penumbra_new_items (id, name, code) SELECT id, name, code FROM items;
DROP TABLE items;
ALTER TABLE __penumbra_new_items RENAME TO items;
