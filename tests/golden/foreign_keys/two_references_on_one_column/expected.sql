-- note[lint/null-to-default]: Change the default (none → 1) of column "n" of "t" and make it NOT NULL: NULL becomes 1

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add column "age" to "people"
ALTER TABLE people ADD COLUMN age INTEGER;

-- Change the default (none → 1) of column "n" of "t" and make it NOT NULL
-- Drop FOREIGN KEY (author) REFERENCES authors (name) of "t"
-- Add FOREIGN KEY (author) REFERENCES authors (name) ON DELETE CASCADE to "t"
-- SQLite can only do this by rebuilding the table
-- In t.n, NULL becomes 1
ALTER TABLE t RENAME TO __penumbra_old_t;
CREATE TABLE t (author TEXT CONSTRAINT foo REFERENCES authors(name) ON DELETE CASCADE COLLATE RTRIM REFERENCES people(name), n NOT NULL DEFAULT 1);
INSERT INTO t (rowid, author, n) SELECT rowid, author, coalesce(n, 1) FROM __penumbra_old_t;

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
