-- Not proven with rows, since none could be made for: items

-- Change the type (TEXT → INTEGER) and the default ('none' → none) of column "id" of "items"
-- Add PRIMARY KEY (id) to "items"
-- SQLite cannot do this in place: rebuild "items"
CREATE TABLE __penumbra_new_items (id INTEGER PRIMARY KEY, name TEXT);
INSERT OR ABORT INTO __penumbra_new_items (id, name) SELECT id, name FROM items;
DROP TABLE items;
ALTER TABLE __penumbra_new_items RENAME TO items;
