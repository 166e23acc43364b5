-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop column "finish" of "spans"
-- Drop CHECK (start <= finish) of "spans"
-- SQLite can only do this by rebuilding the table
ALTER TABLE spans RENAME TO __penumbra_old_spans;
CREATE TABLE spans (id INTEGER PRIMARY KEY, start INTEGER);
INSERT INTO spans (id, start) SELECT id, start FROM __penumbra_old_spans;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use spans" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM spans) = (SELECT count(*) FROM __penumbra_old_spans)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_spans') WHERE lower(name) NOT IN ('finish')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_spans;

RELEASE penumbra;
