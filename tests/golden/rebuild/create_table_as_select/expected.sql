-- note[lint/null-to-default]: Change the default (none → '') of column "a" of "copy" and make it NOT NULL: NULL becomes ''

SAVEPOINT penumbra;

-- Change the default (none → '') of column "a" of "copy" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In copy.a, NULL becomes ''
ALTER TABLE copy RENAME TO __penumbra_old_copy;
CREATE TABLE copy (a TEXT NOT NULL DEFAULT '', b INT);
INSERT INTO copy (rowid, a, b) SELECT rowid, coalesce(a, ''), b FROM __penumbra_old_copy;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use copy" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM copy) = (SELECT count(*) FROM __penumbra_old_copy)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_copy')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_copy;

RELEASE penumbra;
