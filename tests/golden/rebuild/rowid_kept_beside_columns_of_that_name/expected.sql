SAVEPOINT penumbra;

-- Change the default (none → 'x') of column "a" of "four"
-- SQLite can only do this by rebuilding the table
ALTER TABLE four RENAME TO __penumbra_old_four;
CREATE TABLE four (oid INTEGER, a TEXT DEFAULT 'x');
INSERT INTO four (rowid, oid, a) SELECT rowid, oid, a FROM __penumbra_old_four;

-- Change the default (none → 'x') of column "a" of "one"
-- SQLite can only do this by rebuilding the table
ALTER TABLE one RENAME TO __penumbra_old_one;
CREATE TABLE one (rowid TEXT, a TEXT DEFAULT 'x');
INSERT INTO one (_rowid_, rowid, a) SELECT _rowid_, rowid, a FROM __penumbra_old_one;

-- Change the default (none → 'x') of column "a" of "three"
-- SQLite can only do this by rebuilding the table
ALTER TABLE three RENAME TO __penumbra_old_three;
CREATE TABLE three (rowid TEXT, _rowid_ TEXT, oid TEXT, a TEXT DEFAULT 'x');
INSERT INTO three (rowid, _rowid_, oid, a) SELECT rowid, _rowid_, oid, a FROM __penumbra_old_three;

-- Change the default (none → 'x') of column "a" of "two"
-- SQLite can only do this by rebuilding the table
ALTER TABLE two RENAME TO __penumbra_old_two;
CREATE TABLE two (rowid TEXT, _rowid_ TEXT, a TEXT DEFAULT 'x');
INSERT INTO two (oid, rowid, _rowid_, a) SELECT oid, rowid, _rowid_, a FROM __penumbra_old_two;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use four, one, three and 1 more" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM four) = (SELECT count(*) FROM __penumbra_old_four)
    AND (SELECT count(*) FROM one) = (SELECT count(*) FROM __penumbra_old_one)
    AND (SELECT count(*) FROM three) = (SELECT count(*) FROM __penumbra_old_three)
    AND (SELECT count(*) FROM two) = (SELECT count(*) FROM __penumbra_old_two)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_four')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_four') WHERE lower(name) IN ('oid')) = 1
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_one')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_one') WHERE lower(name) IN ('rowid')) = 1
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_three')) = 4
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_three') WHERE lower(name) IN ('rowid', '_rowid_', 'oid')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_two')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_two') WHERE lower(name) IN ('rowid', '_rowid_')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_two;
DROP TABLE __penumbra_old_three;
DROP TABLE __penumbra_old_one;
DROP TABLE __penumbra_old_four;

RELEASE penumbra;
