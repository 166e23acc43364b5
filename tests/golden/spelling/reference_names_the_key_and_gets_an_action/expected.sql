-- Drop FOREIGN KEY (p) REFERENCES p of "c"
-- Add FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE to "c"
-- SQLite cannot do this in place: rebuild "c"
CREATE TABLE __penumbra_new_c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p (id) ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new_c (id, p) SELECT id, p FROM c;
DROP TABLE c;
ALTER TABLE __penumbra_new_c RENAME TO c;
