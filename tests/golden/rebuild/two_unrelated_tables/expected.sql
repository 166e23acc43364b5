-- note[lint/null-to-default]: Change the default (none → '') of column "x" of "a" and make it NOT NULL: NULL becomes ''
-- note[lint/null-to-default]: Change the default (none → '') of column "x" of "b" and make it NOT NULL: NULL becomes ''

SAVEPOINT penumbra;

-- Change the default (none → '') of column "x" of "a" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In a.x, NULL becomes ''
ALTER TABLE a RENAME TO __penumbra_old_a;
CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT NOT NULL DEFAULT '');
INSERT INTO a (id, x) SELECT id, coalesce(x, '') FROM __penumbra_old_a;

-- Change the default (none → '') of column "x" of "b" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In b.x, NULL becomes ''
ALTER TABLE b RENAME TO __penumbra_old_b;
CREATE TABLE b (id INTEGER PRIMARY KEY, x TEXT NOT NULL DEFAULT '');
INSERT INTO b (id, x) SELECT id, coalesce(x, '') FROM __penumbra_old_b;

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
