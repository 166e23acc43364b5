-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop column "last" of "users"
-- Change the expression (first || last VIRTUAL → first VIRTUAL) of column "label" of "users"
-- SQLite can only do this by rebuilding the table
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE users (id INTEGER PRIMARY KEY, first TEXT, label TEXT AS (first));
INSERT INTO users (id, "first") SELECT id, "first" FROM __penumbra_old_users;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users') WHERE lower(name) NOT IN ('last', 'label')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users') WHERE lower(name) IN ('first')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
