-- warning[plan/fill-not-tried]: Cannot try the fill of "items": no row could be made that it fits

-- Not proven with rows, since none could be made for: items

-- Add column "price" to "items"
-- SQLite cannot do this in place: rebuild "items"
CREATE TABLE __penumbra_new_items (id INTEGER PRIMARY KEY, price INTEGER NOT NULL) STRICT;
INSERT OR ABORT INTO __penumbra_new_items (id, price) SELECT id, 'much' FROM items;
DROP TABLE items;
ALTER TABLE __penumbra_new_items RENAME TO items;
