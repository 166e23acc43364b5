SAVEPOINT penumbra;

-- Rename column "order" of "tasks" to "position"
-- Rename column "due date" of "tasks" to "due"
-- Change the default (none → 0) of column "position" of "tasks"
-- SQLite can only do this by rebuilding the table
ALTER TABLE tasks RENAME TO __penumbra_old_tasks;
CREATE TABLE tasks (id INTEGER PRIMARY KEY, title TEXT, position INTEGER DEFAULT 0, due TEXT);
INSERT INTO tasks (id, title, position, due)
  SELECT id, title, "order", "due date" FROM __penumbra_old_tasks;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use tasks" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM tasks) = (SELECT count(*) FROM __penumbra_old_tasks)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_tasks')) = 4
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_tasks') WHERE lower(name) IN ('order', 'due date')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_tasks;

RELEASE penumbra;
