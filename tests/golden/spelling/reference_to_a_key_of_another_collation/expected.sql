-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (p) REFERENCES p (id) to "c": the migration stops if a row has no parent

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Stop here, with nothing changed, if c.p has values without a parent row
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "c.p has values without a parent row" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use c" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM c WHERE p IS NOT NULL AND NOT EXISTS (SELECT 1 FROM p WHERE p.id = c.p));

-- Drop FOREIGN KEY (p) REFERENCES p of "c"
-- Add FOREIGN KEY (p) REFERENCES p (id) to "c"
-- SQLite can only do this by rebuilding the table
ALTER TABLE c RENAME TO __penumbra_old_c;
CREATE TABLE c (id INTEGER PRIMARY KEY, p TEXT REFERENCES p (id));
INSERT INTO c (id, p) SELECT id, p FROM __penumbra_old_c;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM c) = (SELECT count(*) FROM __penumbra_old_c)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_c')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_c;

RELEASE penumbra;
