-- Add UNIQUE (x) to "ä"
-- SQLite cannot do this in place: rebuild "ä"
CREATE TABLE "__penumbra_new_ä" (id INTEGER PRIMARY KEY, x TEXT UNIQUE);
INSERT OR ABORT INTO "__penumbra_new_ä" (id, x) SELECT id, x FROM "ä";
DROP TABLE "ä";
ALTER TABLE "__penumbra_new_ä" RENAME TO "ä";
