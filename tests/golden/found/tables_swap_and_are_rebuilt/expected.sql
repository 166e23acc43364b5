SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Rename table "a" to "b"
-- Change the default (none → '') of column "text" of "b"
-- SQLite can only do this by rebuilding the table
-- Rename table "b" to "a"
-- Change the default (none → 1) of column "a_id" of "a"
-- SQLite can only do this by rebuilding the table
ALTER TABLE a RENAME TO __penumbra_old_a;
ALTER TABLE b RENAME TO __penumbra_old_b;
CREATE TABLE b (id INTEGER PRIMARY KEY, text TEXT DEFAULT '');
CREATE TABLE a (id INTEGER PRIMARY KEY, a_id INTEGER DEFAULT 1 REFERENCES b (id) ON DELETE CASCADE);
INSERT INTO b (id, text) SELECT id, text FROM __penumbra_old_a;
INSERT INTO a (id, a_id) SELECT id, a_id FROM __penumbra_old_b;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use a, b" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM b) = (SELECT count(*) FROM __penumbra_old_a)
    AND (SELECT count(*) FROM a) = (SELECT count(*) FROM __penumbra_old_b)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_a')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_b')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_b;
DROP TABLE __penumbra_old_a;

RELEASE penumbra;
