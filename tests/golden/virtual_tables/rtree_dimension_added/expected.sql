-- Change virtual table "areas"
CREATE VIRTUAL TABLE __penumbra_new_areas USING rtree_i32(id, min_x, max_x, min_y, max_y);
INSERT INTO __penumbra_new_areas (rowid, id, min_x, max_x) SELECT rowid, id, min_x, max_x FROM areas;
DROP TABLE areas;
ALTER TABLE __penumbra_new_areas RENAME TO areas;
