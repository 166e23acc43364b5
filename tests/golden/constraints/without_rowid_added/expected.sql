-- warning[lint/null-to-not-null]: Make column "word" of "words" NOT NULL: the migration stops if a row holds NULL there

-- Stop here, with nothing changed, if words.word holds NULL
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "words.word holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM words WHERE word IS NULL);
DROP TABLE __penumbra_gate;

-- Make column "word" of "words" NOT NULL
-- Change WITHOUT ROWID of "words"
-- SQLite cannot do this in place: rebuild "words"
CREATE TABLE __penumbra_new_words (word TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
INSERT OR ABORT INTO __penumbra_new_words (word, count) SELECT word, count FROM words;
DROP TABLE words;
ALTER TABLE __penumbra_new_words RENAME TO words;
