-- warning[lint/lossy-type-change]: Change the type (none → INTEGER) of column "x" of "c": the migration stops if c.x has text with more digits than INTEGER keeps
-- warning[lint/strict-or-without-rowid]: Change STRICT of "t": the migration stops if a row contains a value that the table does not accept
-- warning[lint/text-to-number]: Change the type (none → INTEGER) of column "x" of "c": texts that read as numbers become numbers: '007' becomes 7

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Stop here, with nothing changed, if c.x has text with more digits than INTEGER keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "c.x has text with more digits than INTEGER keeps" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t, c" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM c WHERE typeof(x) = 'text' AND x = CAST(x AS NUMERIC) AND typeof(CAST(x AS NUMERIC)) = 'real' AND length(replace(ltrim(x, ' +-0'), '.', '')) > 15);

-- Change the default (none → 0.1) of column "v" of "t"
-- Change STRICT of "t"
-- SQLite can only do this by rebuilding the table
-- Change the type (none → INTEGER) of column "x" of "c"
-- Drop FOREIGN KEY (k) REFERENCES t of "c"
-- Add FOREIGN KEY (k) REFERENCES t ON DELETE CASCADE to "c"
-- SQLite can only do this by rebuilding the table
-- In c.x, texts that read as numbers become numbers: '007' becomes 7
ALTER TABLE t RENAME TO __penumbra_old_t;
ALTER TABLE c RENAME TO __penumbra_old_c;
CREATE TABLE t (k BLOB PRIMARY KEY NOT NULL, v REAL DEFAULT 0.1) STRICT, WITHOUT ROWID;
CREATE TABLE c (k BLOB REFERENCES t ON DELETE CASCADE, x INTEGER);
INSERT INTO t (k, v) SELECT k, v FROM __penumbra_old_t;
INSERT INTO c (rowid, k, x) SELECT rowid, k, x FROM __penumbra_old_c;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM c) = (SELECT count(*) FROM __penumbra_old_c)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_c')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_c;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
