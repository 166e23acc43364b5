-- Rename table "nodes" to "items"
ALTER TABLE nodes RENAME TO items;
