SAVEPOINT penumbra;

-- Drop CHECK (state IN ('queued', 'done')) of "t"
-- Drop CHECK (n > 5 AND n < 10) of "t"
-- Drop CHECK (name IS NOT NULL AND length(name) <= 10) of "t"
-- Drop CHECK (m BETWEEN 1 AND 2 OR m IS NULL) of "t"
-- Add CHECK (state IN ('queued', 'done', 'failed')) to "t"
-- Add CHECK (n BETWEEN 5 AND 10) to "t"
-- Add CHECK (length(name) <= 20) to "t"
-- Add CHECK (m BETWEEN 0 AND 2) to "t"
-- SQLite can only do this by rebuilding the table
ALTER TABLE t RENAME TO __penumbra_old_t;
CREATE TABLE t (id INTEGER PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('queued', 'done', 'failed')), n INT CHECK (n BETWEEN 5 AND 10), m REAL, name TEXT CHECK (length(name) <= 20), CHECK (m BETWEEN 0 AND 2));
INSERT INTO t (id, state, n, m, name) SELECT id, state, n, m, name FROM __penumbra_old_t;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t')) = 5
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
