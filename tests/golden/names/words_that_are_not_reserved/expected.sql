SAVEPOINT penumbra;

-- Add column "strict" to "t"
-- Add column "pragma" to "t"
-- Add column "always" to "t"
-- Add column "generated" to "t"
-- Add column "stored" to "t"
-- Add column "virtual" to "t"
-- Add column "key" to "t"
-- Add column "row" to "t"
-- Add column "replace" to "t"
-- Add column "unique" to "t"
-- Add UNIQUE ("unique") to "t"
-- SQLite can only do this by rebuilding the table
ALTER TABLE t RENAME TO __penumbra_old_t;
CREATE TABLE t (id integer PRIMARY KEY, without integer, "check" TEXT, strict integer NOT NULL DEFAULT 0, pragma text, always text, generated text, stored text, virtual text, key text, row text, replace text, "unique" text UNIQUE) STRICT;
INSERT INTO t (id, "without", "check") SELECT id, "without", "check" FROM __penumbra_old_t;

-- Create index "idx_strict"
CREATE INDEX idx_strict ON t (strict, pragma, "check");

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t') WHERE lower(name) IN ('without', 'check')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
