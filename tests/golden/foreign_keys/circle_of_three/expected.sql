-- warning[lint/unique-on-existing]: Add UNIQUE (note) to "a": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Tables reference each other: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add UNIQUE (note) to "a": SQLite can only do this by rebuilding the table
-- "b" references "c", so it is rebuilt too
-- "c" references "a", so it is rebuilt too
-- "outside" references "c", so it is rebuilt too
ALTER TABLE a RENAME TO __penumbra_old_a;
ALTER TABLE b RENAME TO __penumbra_old_b;
ALTER TABLE c RENAME TO __penumbra_old_c;
ALTER TABLE outside RENAME TO __penumbra_old_outside;
CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INTEGER NOT NULL REFERENCES b (id), note TEXT UNIQUE);
CREATE TABLE b (id INTEGER PRIMARY KEY, c_id INTEGER NOT NULL REFERENCES c (id) ON DELETE CASCADE);
CREATE TABLE c (id INTEGER PRIMARY KEY, a_id INTEGER NOT NULL REFERENCES a (id) ON DELETE RESTRICT);
CREATE TABLE outside (id INTEGER PRIMARY KEY, c_id INTEGER REFERENCES c (id) ON DELETE CASCADE);
CREATE INDEX __penumbra_key_a_b_id ON a (b_id);
CREATE INDEX __penumbra_key_b_c_id ON b (c_id);
CREATE INDEX __penumbra_key_c_a_id ON c (a_id);
INSERT INTO a (id, b_id, note) SELECT id, b_id, note FROM __penumbra_old_a;
INSERT INTO b (id, c_id) SELECT id, c_id FROM __penumbra_old_b;
INSERT INTO c (id, a_id) SELECT id, a_id FROM __penumbra_old_c;
INSERT INTO outside (id, c_id) SELECT id, c_id FROM __penumbra_old_outside;
DROP INDEX __penumbra_key_a_b_id;
DROP INDEX __penumbra_key_b_c_id;
DROP INDEX __penumbra_key_c_a_id;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use a, b, c and 1 more" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM a) = (SELECT count(*) FROM __penumbra_old_a)
    AND (SELECT count(*) FROM b) = (SELECT count(*) FROM __penumbra_old_b)
    AND (SELECT count(*) FROM c) = (SELECT count(*) FROM __penumbra_old_c)
    AND (SELECT count(*) FROM outside) = (SELECT count(*) FROM __penumbra_old_outside)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_a')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_b')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_c')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_outside')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_outside;
CREATE INDEX __penumbra_key___penumbra_old_a_b_id ON __penumbra_old_a (b_id);
CREATE INDEX __penumbra_key___penumbra_old_b_c_id ON __penumbra_old_b (c_id);
CREATE INDEX __penumbra_key___penumbra_old_c_a_id ON __penumbra_old_c (a_id);
UPDATE __penumbra_old_b SET c_id = random();
DROP TABLE __penumbra_old_c;
CREATE TABLE __penumbra_old_c (id, PRIMARY KEY (id));
DROP TABLE __penumbra_old_b;
CREATE TABLE __penumbra_old_b (id, PRIMARY KEY (id));
DROP TABLE __penumbra_old_a;
DROP TABLE __penumbra_old_c;
DROP TABLE __penumbra_old_b;

RELEASE penumbra;
