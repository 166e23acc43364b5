-- note[lint/null-to-default]: Change the default (none → 0) of column "lat" of "p" and make it NOT NULL: NULL becomes 0

-- Change the default (none → 0) of column "lat" of "p" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "p"
CREATE TABLE __penumbra_new_p (id INTEGER PRIMARY KEY, lat REAL NOT NULL DEFAULT 0);
INSERT OR ABORT INTO __penumbra_new_p (id, lat) SELECT id, coalesce(lat, 0) FROM p;
DROP TABLE p;
ALTER TABLE __penumbra_new_p RENAME TO p;
