CREATE TABLE words (word TEXT, lang TEXT, count INTEGER, note TEXT, PRIMARY KEY (lang, word)) WITHOUT ROWID;
CREATE INDEX words_count ON words (count DESC);
