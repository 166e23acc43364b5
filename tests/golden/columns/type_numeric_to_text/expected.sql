-- warning[lint/lossy-type-change]: Change the type (DATETIME → TEXT) of column "at" of "p": the migration stops if p.at has numbers with more digits than TEXT keeps
-- note[lint/number-to-text]: Change the type (DATETIME → TEXT) of column "at" of "p": numbers become texts: 7 becomes '7'

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if p.at has numbers with more digits than TEXT keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "p.at has numbers with more digits than TEXT keeps" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use p" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM p WHERE typeof(at) = 'real' AND CAST(CAST(at AS TEXT) AS REAL) <> at);

-- Change the type (DATETIME → TEXT) of column "at" of "p"
-- SQLite can only do this by rebuilding the table
-- In p.at, numbers become texts: 7 becomes '7'
ALTER TABLE p RENAME TO __penumbra_old_p;
CREATE TABLE p (id INTEGER PRIMARY KEY, at TEXT);
INSERT INTO p (id, at) SELECT id, at FROM __penumbra_old_p;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM p) = (SELECT count(*) FROM __penumbra_old_p)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_p')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_p;

RELEASE penumbra;
