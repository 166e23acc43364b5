-- note[lint/null-to-default]: Change the default (none → 'x
y') of column "a" of "t" and make it NOT NULL: NULL becomes 'x
y'

SAVEPOINT penumbra;

-- Drop trigger "tr", which is recreated below
DROP TRIGGER tr;

-- Drop view "v", which is recreated below
DROP VIEW v;

-- Change the default (none → 'x y') of column "a" of "t" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In t.a, NULL becomes 'x y'
ALTER TABLE t RENAME TO __penumbra_old_t;
CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  a TEXT NOT NULL DEFAULT 'x
y' -- note
);
INSERT INTO t (id, a) SELECT id, coalesce(a, 'x
y') FROM __penumbra_old_t;

-- Recreate view "v"
CREATE VIEW v AS
SELECT a FROM t;

-- Recreate trigger "tr"
CREATE TRIGGER tr AFTER INSERT ON t BEGIN
  INSERT INTO log VALUES ('a
b');
END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
