SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change WITHOUT ROWID of "words": SQLite can only do this by rebuilding the table
-- "uses" references "words", so it is rebuilt too
ALTER TABLE words RENAME TO __penumbra_old_words;
ALTER TABLE uses RENAME TO __penumbra_old_uses;
CREATE TABLE words (word TEXT NOT NULL PRIMARY KEY, note TEXT) WITHOUT ROWID;
CREATE TABLE uses (id INTEGER PRIMARY KEY, word TEXT REFERENCES words ON DELETE CASCADE ON UPDATE CASCADE);
INSERT INTO words (word, note) SELECT word, note FROM __penumbra_old_words;
INSERT INTO uses (id, word) SELECT id, word FROM __penumbra_old_uses;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use words, uses" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM words) = (SELECT count(*) FROM __penumbra_old_words)
    AND (SELECT count(*) FROM uses) = (SELECT count(*) FROM __penumbra_old_uses)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_words')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_uses')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_uses;
DROP TABLE __penumbra_old_words;

RELEASE penumbra;
