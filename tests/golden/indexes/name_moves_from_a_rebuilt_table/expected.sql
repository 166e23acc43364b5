-- warning[lint/check-on-existing]: Add CHECK (x <> '') to "a": the migration stops if a row violates it
-- warning[lint/check-on-existing]: Add CHECK (x <> '') to "b": the migration stops if a row violates it
-- warning[lint/unique-on-existing]: Change index "by_x": the migration stops if two rows have the same values there
-- warning[proof/no-rows]: Cannot prove the migration with rows of "c": no row could be made that its constraints accept

-- Not proven with rows: none could be made for c

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add CHECK (x <> '') to "a": SQLite can only do this by rebuilding the table
ALTER TABLE a RENAME TO __penumbra_old_a;
DROP INDEX by_x;
CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT CHECK (x <> ''));
INSERT INTO a (id, x) SELECT id, x FROM __penumbra_old_a;

-- Add CHECK (x <> '') to "b": SQLite can only do this by rebuilding the table
-- "c" references "b", so it is rebuilt too
ALTER TABLE b RENAME TO __penumbra_old_b;
ALTER TABLE c RENAME TO __penumbra_old_c;
CREATE TABLE b (id INTEGER PRIMARY KEY, x TEXT CHECK (x <> ''));
CREATE TABLE c (x TEXT REFERENCES b (x));

-- Change index "by_x"
CREATE UNIQUE INDEX by_x ON b (x);
INSERT INTO b (id, x) SELECT id, x FROM __penumbra_old_b;
INSERT INTO c (rowid, x) SELECT rowid, x FROM __penumbra_old_c;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use a, b, c" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM a) = (SELECT count(*) FROM __penumbra_old_a)
    AND (SELECT count(*) FROM b) = (SELECT count(*) FROM __penumbra_old_b)
    AND (SELECT count(*) FROM c) = (SELECT count(*) FROM __penumbra_old_c)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_a')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_b')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_c')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_c;
DROP TABLE __penumbra_old_b;
DROP TABLE __penumbra_old_a;

RELEASE penumbra;
