-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop column "a" of "marks"
-- Add column "id" to "marks"
-- Add column "b" to "marks"
-- Drop PRIMARY KEY (a) of "marks"
-- Add PRIMARY KEY (id) to "marks"
-- Change WITHOUT ROWID of "marks"
-- SQLite can only do this by rebuilding the table
ALTER TABLE marks RENAME TO __penumbra_old_marks;
CREATE TABLE marks (id INTEGER PRIMARY KEY, b TEXT);
INSERT INTO marks (rowid) SELECT (NULL) FROM __penumbra_old_marks;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use marks" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM marks) = (SELECT count(*) FROM __penumbra_old_marks)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_marks') WHERE lower(name) NOT IN ('a')) = 0
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_marks;

RELEASE penumbra;
