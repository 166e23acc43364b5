-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) of column "v" of "t": the migration stops if t.v has text with more digits than INTEGER keeps
-- warning[lint/text-to-number]: Change the type (TEXT → INTEGER) of column "v" of "t": texts that read as numbers become numbers: '007' becomes 7

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if t.v has text with more digits than INTEGER keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "t.v has text with more digits than INTEGER keeps" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM t WHERE v = CAST(v AS NUMERIC) AND typeof(CAST(v AS NUMERIC)) = 'real' AND length(replace(ltrim(v, ' +-0'), '.', '')) > 15);

-- Change the type (TEXT → INTEGER) of column "v" of "t"
-- SQLite can only do this by rebuilding the table
-- In t.v, texts that read as numbers become numbers: '007' becomes 7
ALTER TABLE t RENAME TO __penumbra_old_t;
CREATE TABLE t (id INTEGER PRIMARY KEY, v INTEGER);
INSERT INTO t (id, v) SELECT id, v FROM __penumbra_old_t;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
