-- note[lint/null-to-default]: Change the default (none → 0) of column "lat" of "p" and make it NOT NULL: NULL becomes 0

SAVEPOINT penumbra;

-- Change the default (none → 0) of column "lat" of "p" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In p.lat, NULL becomes 0
ALTER TABLE p RENAME TO __penumbra_old_p;
CREATE TABLE p (id INTEGER PRIMARY KEY, lat REAL NOT NULL DEFAULT 0);
INSERT INTO p (id, lat) SELECT id, coalesce(lat, 0) FROM __penumbra_old_p;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use p" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM p) = (SELECT count(*) FROM __penumbra_old_p)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_p')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_p;

RELEASE penumbra;
