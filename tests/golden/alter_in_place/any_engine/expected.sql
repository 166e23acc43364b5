-- warning[lint/null-to-not-null]: Make column "r" of "u" NOT NULL: the migration stops if a row contains NULL there

SAVEPOINT penumbra;

-- Make column "r" of "u" NOT NULL: SQLite can only do this by rebuilding the table
ALTER TABLE u RENAME TO __penumbra_old_u;
CREATE TABLE u (id INTEGER PRIMARY KEY, r INT NOT NULL);
INSERT INTO u (id, r) SELECT id, r FROM __penumbra_old_u;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use u" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM u) = (SELECT count(*) FROM __penumbra_old_u)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_u')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_u;

RELEASE penumbra;
