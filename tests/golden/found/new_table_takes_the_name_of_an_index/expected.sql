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
