-- Rename table "a" to "b"
-- Change the default (none → '') of column "text" of "b"
-- Rename table "b" to "a"
-- Change the default (none → 1) of column "a_id" of "a"
-- SQLite cannot do this in place: rebuild "b", "a"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_b (id INTEGER PRIMARY KEY, text TEXT DEFAULT '');
CREATE TABLE __penumbra_new_a (id INTEGER PRIMARY KEY, a_id INTEGER DEFAULT 1 REFERENCES __penumbra_new_b (id) ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new_b (id, text) SELECT id, text FROM a;
INSERT OR ABORT INTO __penumbra_new_a (id, a_id) SELECT id, a_id FROM b;
DROP TABLE b;
DROP TABLE a;
ALTER TABLE __penumbra_new_b RENAME TO b;
ALTER TABLE __penumbra_new_a RENAME TO a;
RELEASE penumbra_rebuild;
