-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) of column "b" of "t": the migration stops if t.b has text with more digits than INTEGER keeps
-- note[lint/null-to-default]: Change the default (none → '') of column "a" of "t" and make it NOT NULL: NULL becomes ''
-- warning[lint/text-to-number]: Change the type (TEXT → INTEGER) of column "b" of "t": texts that read as numbers become numbers: '007' becomes 7

-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if t.b has text with more digits than INTEGER keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "t.b has text with more digits than INTEGER keeps" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM t WHERE b = CAST(b AS NUMERIC) AND typeof(CAST(b AS NUMERIC)) = 'real' AND length(replace(ltrim(b, ' +-0'), '.', '')) > 15);

-- Change the default (none → '') of column "a" of "t" and make it NOT NULL
-- Change the type (TEXT → INTEGER) of column "b" of "t"
-- Drop column "gone" of "t"
-- Add column "c" to "t"
-- Add UNIQUE (c) to "t"
-- SQLite can only do this by rebuilding the table
-- In t.a, NULL becomes ''
-- In t.b, texts that read as numbers become numbers: '007' becomes 7
ALTER TABLE t RENAME TO __penumbra_old_t;
DROP INDEX t_a;
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT '', b INTEGER, c TEXT UNIQUE);
INSERT INTO t (id, a, b) SELECT id, coalesce(a, ''), b FROM __penumbra_old_t;

-- Change index "t_a"
CREATE INDEX t_a ON t (a, b);

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t') WHERE lower(name) NOT IN ('gone')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
