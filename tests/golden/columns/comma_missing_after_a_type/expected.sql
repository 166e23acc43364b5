-- warning[lint/lossy-type-change]: Change the type (TEXT → TEXT B INTEGER) and the default (none → 1) of column "a" of "t" and make it NOT NULL: the migration stops if t.a has text with more digits than TEXT B INTEGER keeps
-- note[lint/null-to-default]: Change the type (TEXT → TEXT B INTEGER) and the default (none → 1) of column "a" of "t" and make it NOT NULL: NULL becomes 1
-- warning[lint/text-to-number]: Change the type (TEXT → TEXT B INTEGER) and the default (none → 1) of column "a" of "t" and make it NOT NULL: texts that read as numbers become numbers: '007' becomes 7
-- warning[lint/type-over-lines]: Column "a" of "t" has the type TEXT B INTEGER, with a line break before b
-- warning[lint/type-over-lines]: Column "d" of "u" has the type BLOB E TEXT, with a line break before [e]

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if t.a has text with more digits than TEXT B INTEGER keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "t.a has text with more digits than TEXT B INTEGER keeps" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM t WHERE a = CAST(a AS NUMERIC) AND typeof(CAST(a AS NUMERIC)) = 'real' AND length(replace(ltrim(a, ' +-0'), '.', '')) > 15);

-- Create table "u"
CREATE TABLE u (
  id
    INTEGER PRIMARY KEY,
  "a" DOUBLE PRECISION
    NOT NULL,
  b VARCHAR(
    20
  ),
  c GENERATED
    ALWAYS AS (b),
  "d" BLOB
  [e] TEXT
);

-- Add column "b" to "old"
ALTER TABLE old ADD COLUMN b UNSIGNED BIG INT;

-- Change the type (TEXT → TEXT B INTEGER) and the default (none → 1) of column "a" of "t" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In t.a, NULL becomes 1
-- In t.a, texts that read as numbers become numbers: '007' becomes 7
ALTER TABLE t RENAME TO __penumbra_old_t;
CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  a TEXT -- A comma is missing
  b INTEGER NOT NULL DEFAULT 1
);
INSERT INTO t (id, a) SELECT id, coalesce(a, 1) FROM __penumbra_old_t;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
