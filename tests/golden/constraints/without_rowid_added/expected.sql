-- warning[lint/null-to-not-null]: Make column "word" of "words" NOT NULL: the migration stops if a row contains NULL there

SAVEPOINT penumbra;

-- Make column "word" of "words" NOT NULL
-- Change WITHOUT ROWID of "words"
-- SQLite can only do this by rebuilding the table
ALTER TABLE words RENAME TO __penumbra_old_words;
CREATE TABLE words (word TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
INSERT INTO words (word, count) SELECT word, count FROM __penumbra_old_words;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use words" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM words) = (SELECT count(*) FROM __penumbra_old_words)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_words')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_words;

RELEASE penumbra;
