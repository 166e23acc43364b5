-- Change virtual table "places"
CREATE VIRTUAL TABLE __penumbra_new_places USING rtree(id, x0, x1, +label TEXT, +more BLOB);
INSERT INTO __penumbra_new_places (rowid, id, x0, x1, label) SELECT rowid, id, x0, x1, label FROM places;
DROP TABLE places;
ALTER TABLE __penumbra_new_places RENAME TO places;
