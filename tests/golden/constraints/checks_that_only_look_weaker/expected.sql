-- warning[lint/lossy-type-change]: Change the type (TEXT → INT) of column "n" of "t": the migration stops if t.n has text with more digits than INT keeps
-- warning[lint/check-on-existing]: Add CHECK (state IN ('queued', 'done', 'failed')) to "t": the migration stops if a row violates it
-- warning[lint/check-on-existing]: Add CHECK (size > 5) to "t": the migration stops if a row violates it
-- warning[lint/check-on-existing]: Add CHECK (n IN ('1', '2', '3')) to "t": the migration stops if a row violates it
-- warning[lint/text-to-number]: Change the type (TEXT → INT) of column "n" of "t": texts that read as numbers become numbers: '007' becomes 7

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if t.n has text with more digits than INT keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "t.n has text with more digits than INT keeps" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM t WHERE n = CAST(n AS NUMERIC) AND typeof(CAST(n AS NUMERIC)) = 'real' AND length(replace(ltrim(n, ' +-0'), '.', '')) > 15);

-- Change the collation (binary → nocase) of column "state" of "t"
-- Change the type (TEXT → INT) of column "n" of "t"
-- Drop CHECK (state IN ('queued', 'done')) of "t"
-- Drop CHECK (size > 10) of "t"
-- Drop CHECK (n IN ('1', '2')) of "t"
-- Add CHECK (state IN ('queued', 'done', 'failed')) to "t"
-- Add CHECK (size > 5) to "t"
-- Add CHECK (n IN ('1', '2', '3')) to "t"
-- SQLite can only do this by rebuilding the table
-- In t.n, texts that read as numbers become numbers: '007' becomes 7
ALTER TABLE t RENAME TO __penumbra_old_t;
CREATE TABLE t (id INTEGER PRIMARY KEY, state TEXT COLLATE NOCASE CHECK (state IN ('queued', 'done', 'failed')), size TEXT CHECK (size > 5), n INT CHECK (n IN ('1', '2', '3')));
INSERT INTO t (id, state, size, n) SELECT id, state, size, n FROM __penumbra_old_t;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t')) = 4
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
