-- warning[lint/null-to-not-null]: Make column "a" of "users" NOT NULL: the migration stops if a row contains NULL there

SAVEPOINT penumbra;

-- Rename table "x" to "y", in two steps
ALTER TABLE x RENAME TO __penumbra_swap_2_x;

-- Rename table "y" to "x"
ALTER TABLE y RENAME TO x;

-- Rename table "x" to "y", in two steps
ALTER TABLE __penumbra_swap_2_x RENAME TO y;

-- Make column "a" of "users" NOT NULL: SQLite can only do this by rebuilding the table
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE users (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT);
INSERT INTO users (id, a, b) SELECT id, a, b FROM __penumbra_old_users;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate_2 (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users, or the file has run before" CHECK (arrived));
INSERT INTO __penumbra_gate_2 (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index')
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name IN ('__penumbra_swap_2_x'))
    AND EXISTS (SELECT 1 FROM pragma_table_xinfo('y') WHERE lower(name) = 'one');
INSERT OR ROLLBACK INTO __penumbra_gate_2 (arrived) SELECT count(*) FROM __penumbra_gate_2;
DROP TABLE __penumbra_gate_2;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
