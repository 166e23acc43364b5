-- Change WITHOUT ROWID of "words"
-- SQLite cannot do this in place: rebuild "words"
-- Rows of "uses" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_words (word TEXT NOT NULL PRIMARY KEY, note TEXT) WITHOUT ROWID;
CREATE TABLE __penumbra_new_uses (id INTEGER PRIMARY KEY, word TEXT REFERENCES __penumbra_new_words ON DELETE CASCADE ON UPDATE CASCADE);
INSERT OR ABORT INTO __penumbra_new_words (word, note) SELECT word, note FROM words;
INSERT OR ABORT INTO __penumbra_new_uses (id, word) SELECT id, word FROM uses;
DROP TABLE uses;
DROP TABLE words;
ALTER TABLE __penumbra_new_words RENAME TO words;
ALTER TABLE __penumbra_new_uses RENAME TO uses;
RELEASE penumbra_rebuild;
