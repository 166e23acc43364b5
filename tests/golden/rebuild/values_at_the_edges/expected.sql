-- warning[lint/strict-or-without-rowid]: Change STRICT of "t": the migration stops if a row holds what the table does not take then
-- warning[lint/lossy-type-change]: Change the type (none → INTEGER) of column "x" of "c": texts that read as numbers become numbers: '007' becomes 7

-- Stop here, with nothing changed, if a row of t holds what STRICT does not take
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of t holds what STRICT does not take" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM t WHERE typeof(k) NOT IN ('blob', 'null') OR v <> CAST(v AS NUMERIC));
DROP TABLE __penumbra_gate;

-- Change the default (none → 0.1) of column "v" of "t"
-- Change STRICT of "t"
-- Change the type (none → INTEGER) of column "x" of "c"
-- Drop FOREIGN KEY (k) REFERENCES t of "c"
-- Add FOREIGN KEY (k) REFERENCES t ON DELETE CASCADE to "c"
-- SQLite cannot do this in place: rebuild "t", "c"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_t (k BLOB PRIMARY KEY NOT NULL, v REAL DEFAULT 0.1) STRICT, WITHOUT ROWID;
CREATE TABLE __penumbra_new_c (k BLOB REFERENCES __penumbra_new_t ON DELETE CASCADE, x INTEGER);
INSERT OR ABORT INTO __penumbra_new_t (k, v) SELECT k, v FROM t;
INSERT OR ABORT INTO __penumbra_new_c (rowid, k, x) SELECT rowid, k, x FROM c;
DROP TABLE c;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
ALTER TABLE __penumbra_new_c RENAME TO c;
RELEASE penumbra_rebuild;
