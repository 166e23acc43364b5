-- warning[lint/strict-or-without-rowid]: Add PRIMARY KEY (id) to "items": the migration stops if a row holds what the table does not take then
-- warning[lint/unique-on-existing]: Add PRIMARY KEY (id) to "items": the migration stops if two rows hold the same there
-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) and the default ('none' → none) of column "id" of "items": texts that read as numbers become numbers: '007' becomes 7

-- Stop here, with nothing changed, if items.id holds what is no integer
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "items.id holds what is no integer" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM items WHERE id <> CAST(CAST(id AS NUMERIC) AS INTEGER));
DROP TABLE __penumbra_gate;

-- Change the type (TEXT → INTEGER) and the default ('none' → none) of column "id" of "items"
-- Add PRIMARY KEY (id) to "items"
-- SQLite cannot do this in place: rebuild "items"
CREATE TABLE __penumbra_new_items (id INTEGER PRIMARY KEY, name TEXT);
INSERT OR ABORT INTO __penumbra_new_items (id, name) SELECT id, name FROM items;
DROP TABLE items;
ALTER TABLE __penumbra_new_items RENAME TO items;
