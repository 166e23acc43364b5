-- warning[lint/unique-on-existing]: Add UNIQUE (text) to "b": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Rename table "a" to "b"
-- Add UNIQUE (text) to "b"
-- SQLite can only do this by rebuilding the table
ALTER TABLE a RENAME TO __penumbra_old_a;

-- Rename table "b" to "a"
ALTER TABLE b RENAME TO a;

-- Add column "more" to "a"
ALTER TABLE a ADD COLUMN more TEXT;
CREATE TABLE b (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
INSERT INTO b (id, text) SELECT id, text FROM __penumbra_old_a;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use a, or the file has run before" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM b) = (SELECT count(*) FROM __penumbra_old_a)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_a')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index')
    AND EXISTS (SELECT 1 FROM pragma_table_xinfo('a') WHERE lower(name) = 'number');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_a;

RELEASE penumbra;
