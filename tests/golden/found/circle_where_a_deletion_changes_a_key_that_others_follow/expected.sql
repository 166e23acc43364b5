-- warning[proof/no-rows]: Cannot prove the migration with rows of "a": no row could be made that its constraints accept

-- Not proven with rows: none could be made for a

SAVEPOINT penumbra;

-- Tables reference each other: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the default (none → 7) of column "n" of "a": SQLite can only do this by rebuilding the table
-- "b" references "c", so it is rebuilt too
-- "c" references "a", so it is rebuilt too
ALTER TABLE a RENAME TO __penumbra_old_a;
ALTER TABLE b RENAME TO __penumbra_old_b;
ALTER TABLE c RENAME TO __penumbra_old_c;
CREATE TABLE a (id INTEGER PRIMARY KEY, b TEXT NOT NULL REFERENCES b (id) ON UPDATE SET NULL, n INT DEFAULT 7);
CREATE TABLE b (id TEXT PRIMARY KEY REFERENCES c (id) ON DELETE SET NULL);
CREATE TABLE c (id TEXT PRIMARY KEY, a INTEGER REFERENCES a (id));
CREATE INDEX __penumbra_key_a_b ON a (b);
CREATE INDEX __penumbra_key_c_a ON c (a);
INSERT INTO a (id, b, n) SELECT id, b, n FROM __penumbra_old_a;
INSERT INTO b (rowid, id) SELECT rowid, id FROM __penumbra_old_b;
INSERT INTO c (rowid, id, a) SELECT rowid, id, a FROM __penumbra_old_c;
DROP INDEX __penumbra_key_a_b;
DROP INDEX __penumbra_key_c_a;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use a, b, c" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM a) = (SELECT count(*) FROM __penumbra_old_a)
    AND (SELECT count(*) FROM b) = (SELECT count(*) FROM __penumbra_old_b)
    AND (SELECT count(*) FROM c) = (SELECT count(*) FROM __penumbra_old_c)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_a')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_b')) = 1
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_c')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_a_b ON __penumbra_old_a (b);
CREATE INDEX __penumbra_key___penumbra_old_c_a ON __penumbra_old_c (a);
UPDATE __penumbra_old_c SET a = NULL;
UPDATE __penumbra_old_a SET b = hex(randomblob(16));
UPDATE __penumbra_old_b SET id = NULL;
DROP TABLE __penumbra_old_c;
CREATE TABLE __penumbra_old_c (id, PRIMARY KEY (id));
DROP TABLE __penumbra_old_b;
CREATE TABLE __penumbra_old_b (id, PRIMARY KEY (id));
DROP TABLE __penumbra_old_a;
DROP TABLE __penumbra_old_c;
DROP TABLE __penumbra_old_b;

RELEASE penumbra;
