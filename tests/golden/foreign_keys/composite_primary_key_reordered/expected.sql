-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (b, a) REFERENCES p ON DELETE CASCADE ON UPDATE CASCADE to "c": the migration stops if a row points nowhere

-- Stop here, with nothing changed, if a row of c points nowhere with b, a
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of c points nowhere with b, a" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM c WHERE b IS NOT NULL AND a IS NOT NULL AND NOT EXISTS (SELECT 1 FROM p WHERE p.b = c.b AND p.a = c.a));
DROP TABLE __penumbra_gate;

-- Drop PRIMARY KEY (a, b) of "p"
-- Add PRIMARY KEY (b, a) to "p"
-- Drop FOREIGN KEY (a, b) REFERENCES p ON DELETE CASCADE ON UPDATE CASCADE of "c"
-- Add FOREIGN KEY (b, a) REFERENCES p ON DELETE CASCADE ON UPDATE CASCADE to "c"
-- SQLite cannot do this in place: rebuild "p", "c"
CREATE TABLE __penumbra_new_p (a INTEGER, b TEXT, c REAL, PRIMARY KEY (b, a)) WITHOUT ROWID;
CREATE TABLE __penumbra_new_c (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, FOREIGN KEY (b, a) REFERENCES __penumbra_new_p ON DELETE CASCADE ON UPDATE CASCADE);
INSERT OR ABORT INTO __penumbra_new_p (a, b, c) SELECT a, b, c FROM p;
INSERT OR ABORT INTO __penumbra_new_c (id, a, b) SELECT id, a, b FROM c;
DROP TABLE c;
DROP TABLE p;
ALTER TABLE __penumbra_new_p RENAME TO p;
ALTER TABLE __penumbra_new_c RENAME TO c;
