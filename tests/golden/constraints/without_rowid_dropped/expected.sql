-- Let column "word" of "words" be NULL
-- Change WITHOUT ROWID of "words"
-- SQLite cannot do this in place: rebuild "words"
CREATE TABLE __penumbra_new_words (word TEXT PRIMARY KEY, count INTEGER);
INSERT OR ABORT INTO __penumbra_new_words (word, count) SELECT word, count FROM words;
DROP TABLE words;
ALTER TABLE __penumbra_new_words RENAME TO words;
