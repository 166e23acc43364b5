-- penumbra: allow data-loss

-- Create table "kinds"
CREATE TABLE kinds (id INTEGER PRIMARY KEY, code TEXT);

-- Add FOREIGN KEY (kind) REFERENCES kinds (code) to "items"
-- Add CHECK (kind <> '') to "items"
-- SQLite cannot do this in place: rebuild "items"
CREATE TABLE __penumbra_new_items (id INTEGER PRIMARY KEY, kind TEXT REFERENCES kinds (code) CHECK (kind <> ''));
CREATE UNIQUE INDEX __penumbra_key_kinds_code ON kinds (code);
INSERT OR ABORT INTO __penumbra_new_items (id, kind) SELECT id, kind FROM items;
DROP INDEX __penumbra_key_kinds_code;
DROP TABLE items;
ALTER TABLE __penumbra_new_items RENAME TO items;

-- Drop table "by_code"
DROP TABLE by_code;

-- Create index "by_code"
CREATE UNIQUE INDEX by_code ON kinds (code);
