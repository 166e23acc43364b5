-- penumbra: allow data-loss:b

-- Drop FOREIGN KEY (b_id) REFERENCES b (id) ON DELETE CASCADE of "c"
-- Drop table "b"
-- SQLite cannot do this in place: rebuild "c"
CREATE TABLE __penumbra_new_c (id INTEGER PRIMARY KEY, b_id INTEGER);
INSERT OR ABORT INTO __penumbra_new_c (id, b_id) SELECT id, b_id FROM c;
DROP TABLE c;
DROP TABLE b;
ALTER TABLE __penumbra_new_c RENAME TO c;
