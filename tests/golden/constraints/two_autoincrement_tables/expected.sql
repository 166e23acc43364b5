-- warning[lint/unique-on-existing]: Add UNIQUE (x) to "a": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add UNIQUE (x) to "a": SQLite can only do this by rebuilding the table
-- "b" references "a", so it is rebuilt too
ALTER TABLE a RENAME TO __penumbra_old_a;
ALTER TABLE b RENAME TO __penumbra_old_b;
CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT UNIQUE);
CREATE TABLE b (id INTEGER PRIMARY KEY AUTOINCREMENT, a_id INTEGER REFERENCES a (id) ON DELETE CASCADE);
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'a', seq FROM sqlite_sequence WHERE name = '__penumbra_old_a';
INSERT INTO a (id, x) SELECT id, x FROM __penumbra_old_a;
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'b', seq FROM sqlite_sequence WHERE name = '__penumbra_old_b';
INSERT INTO b (id, a_id) SELECT id, a_id FROM __penumbra_old_b;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use a, b" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM a) = (SELECT count(*) FROM __penumbra_old_a)
    AND (SELECT count(*) FROM b) = (SELECT count(*) FROM __penumbra_old_b)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_a')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_b')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_b;
DROP TABLE __penumbra_old_a;

RELEASE penumbra;
