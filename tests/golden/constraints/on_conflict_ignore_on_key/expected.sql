-- Make column "word" of "words" NOT NULL ON CONFLICT IGNORE
-- Drop PRIMARY KEY (word) of "words"
-- Add PRIMARY KEY (word) ON CONFLICT IGNORE to "words"
-- SQLite cannot do this in place: rebuild "words"
CREATE TABLE __penumbra_new_words (word TEXT NOT NULL ON CONFLICT IGNORE, count INTEGER, PRIMARY KEY (word) ON CONFLICT IGNORE);
INSERT OR ABORT INTO __penumbra_new_words (rowid, word, count) SELECT rowid, word, count FROM words;
DROP TABLE words;
ALTER TABLE __penumbra_new_words RENAME TO words;
