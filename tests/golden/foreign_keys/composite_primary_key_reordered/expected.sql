-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (b, a) REFERENCES p ON DELETE CASCADE ON UPDATE CASCADE to "c": the migration stops if a row has no parent

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Stop here, with nothing changed, if c.b, a has values without a parent row
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "c.b, a has values without a parent row" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use p, c" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM c WHERE b IS NOT NULL AND a IS NOT NULL AND NOT EXISTS (SELECT 1 FROM p WHERE p.b = c.b AND p.a = c.a));

-- Drop PRIMARY KEY (a, b) of "p"
-- Add PRIMARY KEY (b, a) to "p"
-- SQLite can only do this by rebuilding the table
-- Drop FOREIGN KEY (a, b) REFERENCES p ON DELETE CASCADE ON UPDATE CASCADE of "c"
-- Add FOREIGN KEY (b, a) REFERENCES p ON DELETE CASCADE ON UPDATE CASCADE to "c"
-- SQLite can only do this by rebuilding the table
ALTER TABLE p RENAME TO __penumbra_old_p;
ALTER TABLE c RENAME TO __penumbra_old_c;
CREATE TABLE p (a INTEGER, b TEXT, c REAL, PRIMARY KEY (b, a)) WITHOUT ROWID;
CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, FOREIGN KEY (b, a) REFERENCES p ON DELETE CASCADE ON UPDATE CASCADE);
INSERT INTO p (a, b, c) SELECT a, b, c FROM __penumbra_old_p;
INSERT INTO c (id, a, b) SELECT id, a, b FROM __penumbra_old_c;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM p) = (SELECT count(*) FROM __penumbra_old_p)
    AND (SELECT count(*) FROM c) = (SELECT count(*) FROM __penumbra_old_c)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_p')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_c')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_c;
DROP TABLE __penumbra_old_p;

RELEASE penumbra;
