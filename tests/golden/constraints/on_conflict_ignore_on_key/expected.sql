-- Change NOT NULL (NOT NULL → NOT NULL ON CONFLICT IGNORE) of column "word" of "words"
-- Drop the primary key (word) of "words"
-- Add the primary key (word) to "words"
-- SQLite cannot do this in place: rebuild "words"
CREATE TABLE __penumbra_new_words (word TEXT NOT NULL ON CONFLICT IGNORE, count INTEGER, PRIMARY KEY (word) ON CONFLICT IGNORE);
INSERT OR ABORT INTO __penumbra_new_words (rowid, word, count) SELECT rowid, word, count FROM words;
DROP TABLE words;
ALTER TABLE __penumbra_new_words RENAME TO words;
