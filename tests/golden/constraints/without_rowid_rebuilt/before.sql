CREATE TABLE words (word TEXT, lang TEXT, count INTEGER, PRIMARY KEY (lang, word)) WITHOUT ROWID;
