-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (p) REFERENCES p (u) to "c": the migration stops if a row points nowhere

-- Stop here, with nothing changed, if a row of c points nowhere with p
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of c points nowhere with p" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM c WHERE p IS NOT NULL AND NOT EXISTS (SELECT 1 FROM p WHERE p.u = c.p));
DROP TABLE __penumbra_gate;

-- Drop FOREIGN KEY (p) REFERENCES p of "c"
-- Add FOREIGN KEY (p) REFERENCES p (u) to "c"
-- SQLite cannot do this in place: rebuild "c"
CREATE TABLE __penumbra_new_c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p (u));
INSERT OR ABORT INTO __penumbra_new_c (id, p) SELECT id, p FROM c;
DROP TABLE c;
ALTER TABLE __penumbra_new_c RENAME TO c;
