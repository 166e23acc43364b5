-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (kind) REFERENCES kinds (name) to "items": the migration stops if a row points nowhere
-- warning[lint/check-on-existing]: Add CHECK (kind <> '') to "items": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of items fails CHECK (kind <> '')
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of items fails CHECK (kind <> '')" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM items WHERE NOT (kind <> ''));
DROP TABLE __penumbra_gate;

-- Drop index "kinds"
DROP INDEX kinds;

-- Create table "kinds"
CREATE TABLE kinds (name TEXT PRIMARY KEY);

-- Add FOREIGN KEY (kind) REFERENCES kinds (name) to "items"
-- Add CHECK (kind <> '') to "items"
-- SQLite cannot do this in place: rebuild "items"
CREATE TABLE __penumbra_new_items (id INTEGER PRIMARY KEY, kind TEXT REFERENCES kinds (name) CHECK (kind <> ''));
INSERT OR ABORT INTO __penumbra_new_items (id, kind) SELECT id, kind FROM items;
DROP TABLE items;
ALTER TABLE __penumbra_new_items RENAME TO items;
