-- Add column "n" to "item"
-- Add CHECK (n > 0) to "item"
-- SQLite cannot do this in place: rebuild "item"
CREATE TABLE __penumbra_new_item (id INTEGER PRIMARY KEY, n INT NOT NULL DEFAULT 0 CHECK (n > 0));
INSERT OR ABORT INTO __penumbra_new_item (id, n) SELECT id, id FROM item;
DROP TABLE item;
ALTER TABLE __penumbra_new_item RENAME TO item;
