SAVEPOINT penumbra;

-- Tables reference each other: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add column "n" to "a"
-- Add UNIQUE (n) to "a"
-- SQLite can only do this by rebuilding the table
-- "b" references "a", so it is rebuilt too
-- "c" references "b", so it is rebuilt too
-- "d" references "c", so it is rebuilt too
-- "e" references "d", so it is rebuilt too
ALTER TABLE a RENAME TO __penumbra_old_a;
ALTER TABLE b RENAME TO __penumbra_old_b;
ALTER TABLE c RENAME TO __penumbra_old_c;
ALTER TABLE d RENAME TO __penumbra_old_d;
ALTER TABLE e RENAME TO __penumbra_old_e;
CREATE TABLE a (id INTEGER PRIMARY KEY, d INTEGER REFERENCES d ON DELETE CASCADE, n TEXT UNIQUE);
CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER NOT NULL REFERENCES a ON DELETE CASCADE, b INTEGER REFERENCES b ON DELETE CASCADE);
CREATE TABLE c (id INTEGER PRIMARY KEY, b INTEGER NOT NULL REFERENCES b ON DELETE CASCADE, a INTEGER REFERENCES a ON DELETE SET NULL);
CREATE TABLE d (id INTEGER PRIMARY KEY, c INTEGER REFERENCES c ON DELETE SET NULL);
CREATE TABLE e (id INTEGER PRIMARY KEY, d INTEGER REFERENCES d ON DELETE SET DEFAULT DEFERRABLE INITIALLY DEFERRED, c INTEGER DEFAULT 1 REFERENCES c ON DELETE SET DEFAULT);
CREATE INDEX __penumbra_key_a_d ON a (d);
CREATE INDEX __penumbra_key_b_a ON b (a);
CREATE INDEX __penumbra_key_b_b ON b (b);
CREATE INDEX __penumbra_key_c_b ON c (b);
CREATE INDEX __penumbra_key_c_a ON c (a);
CREATE INDEX __penumbra_key_d_c ON d (c);
INSERT INTO a (id, d) SELECT id, d FROM __penumbra_old_a;
INSERT INTO b (id, a, b) SELECT id, a, b FROM __penumbra_old_b;
INSERT INTO c (id, b, a) SELECT id, b, a FROM __penumbra_old_c;
INSERT INTO d (id, c) SELECT id, c FROM __penumbra_old_d;
INSERT INTO e (id, d, c) SELECT id, d, c FROM __penumbra_old_e;
DROP INDEX __penumbra_key_a_d;
DROP INDEX __penumbra_key_b_a;
DROP INDEX __penumbra_key_b_b;
DROP INDEX __penumbra_key_c_b;
DROP INDEX __penumbra_key_c_a;
DROP INDEX __penumbra_key_d_c;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use a, b, c and 2 more" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM a) = (SELECT count(*) FROM __penumbra_old_a)
    AND (SELECT count(*) FROM b) = (SELECT count(*) FROM __penumbra_old_b)
    AND (SELECT count(*) FROM c) = (SELECT count(*) FROM __penumbra_old_c)
    AND (SELECT count(*) FROM d) = (SELECT count(*) FROM __penumbra_old_d)
    AND (SELECT count(*) FROM e) = (SELECT count(*) FROM __penumbra_old_e)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_a')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_b')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_c')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_d')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_e')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_e;
CREATE INDEX __penumbra_key___penumbra_old_a_d ON __penumbra_old_a (d);
CREATE INDEX __penumbra_key___penumbra_old_b_a ON __penumbra_old_b (a);
CREATE INDEX __penumbra_key___penumbra_old_b_b ON __penumbra_old_b (b);
CREATE INDEX __penumbra_key___penumbra_old_c_b ON __penumbra_old_c (b);
CREATE INDEX __penumbra_key___penumbra_old_c_a ON __penumbra_old_c (a);
CREATE INDEX __penumbra_key___penumbra_old_d_c ON __penumbra_old_d (c);
UPDATE __penumbra_old_a SET d = NULL;
UPDATE __penumbra_old_b SET b = NULL;
UPDATE __penumbra_old_c SET a = NULL;
UPDATE __penumbra_old_d SET c = NULL;
UPDATE __penumbra_old_b SET a = random();
UPDATE __penumbra_old_c SET b = random();
DROP TABLE __penumbra_old_d;
CREATE TABLE __penumbra_old_d (id, PRIMARY KEY (id));
DROP TABLE __penumbra_old_c;
DROP TABLE __penumbra_old_b;
DROP TABLE __penumbra_old_a;
DROP TABLE __penumbra_old_d;

RELEASE penumbra;
