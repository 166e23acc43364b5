-- warning[lint/check-on-existing]: Add CHECK (x <> '') to "a": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add CHECK (x <> '') to "a": SQLite can only do this by rebuilding the table
-- "b" references "a", so it is rebuilt too
-- "c" references "b", so it is rebuilt too
-- "d" references "c", so it is rebuilt too
-- "e" references "d", so it is rebuilt too
ALTER TABLE a RENAME TO __penumbra_old_a;
ALTER TABLE b RENAME TO __penumbra_old_b;
ALTER TABLE c RENAME TO __penumbra_old_c;
ALTER TABLE d RENAME TO __penumbra_old_d;
ALTER TABLE e RENAME TO __penumbra_old_e;
CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT CHECK (x <> ''));
CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a ON DELETE CASCADE);
CREATE TABLE c (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b ON DELETE SET NULL);
CREATE TABLE d (id INTEGER PRIMARY KEY, c INTEGER REFERENCES c ON DELETE RESTRICT);
CREATE TABLE e (id INTEGER PRIMARY KEY, d INTEGER REFERENCES d, e INTEGER REFERENCES e ON DELETE CASCADE);
CREATE INDEX __penumbra_key_e_e ON e (e);
INSERT INTO a (id, x) SELECT id, x FROM __penumbra_old_a;
INSERT INTO b (id, a) SELECT id, a FROM __penumbra_old_b;
INSERT INTO c (id, b) SELECT id, b FROM __penumbra_old_c;
INSERT INTO d (id, c) SELECT id, c FROM __penumbra_old_d;
INSERT INTO e (id, d, e) SELECT id, d, e FROM __penumbra_old_e;
DROP INDEX __penumbra_key_e_e;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use a, b, c and 2 more" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM a) = (SELECT count(*) FROM __penumbra_old_a)
    AND (SELECT count(*) FROM b) = (SELECT count(*) FROM __penumbra_old_b)
    AND (SELECT count(*) FROM c) = (SELECT count(*) FROM __penumbra_old_c)
    AND (SELECT count(*) FROM d) = (SELECT count(*) FROM __penumbra_old_d)
    AND (SELECT count(*) FROM e) = (SELECT count(*) FROM __penumbra_old_e)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_a')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_b')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_c')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_d')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_e')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_e_e ON __penumbra_old_e (e);
UPDATE __penumbra_old_e SET e = NULL;
DROP TABLE __penumbra_old_e;
DROP TABLE __penumbra_old_d;
DROP TABLE __penumbra_old_c;
DROP TABLE __penumbra_old_b;
DROP TABLE __penumbra_old_a;

RELEASE penumbra;
