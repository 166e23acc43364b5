-- Change the default (none → 0) of column "count" of "words"
-- SQLite cannot do this in place: rebuild "words"
CREATE TABLE __penumbra_new_words (word TEXT, lang TEXT, count INTEGER DEFAULT 0, PRIMARY KEY (lang, word)) WITHOUT ROWID;
INSERT OR ABORT INTO __penumbra_new_words (word, lang, count) SELECT word, lang, count FROM words;
DROP TABLE words;
ALTER TABLE __penumbra_new_words RENAME TO words;
