-- Add column "id" to "words"
-- Add PRIMARY KEY (id) to "words"
-- SQLite cannot do this in place: rebuild "words"
CREATE TABLE __penumbra_new_words (id INTEGER PRIMARY KEY, word TEXT NOT NULL);
INSERT OR ABORT INTO __penumbra_new_words (id, word) SELECT rowid, word FROM words;
DROP TABLE words;
ALTER TABLE __penumbra_new_words RENAME TO words;
