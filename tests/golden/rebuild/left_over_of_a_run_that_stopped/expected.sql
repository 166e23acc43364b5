-- warning[lint/unique-on-existing]: Add UNIQUE (a) to "t": the migration stops if two rows hold the same there

-- penumbra: allow data-loss

-- Stop here, with nothing changed, if two rows of t hold the same a
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of t hold the same a" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM t WHERE a IS NOT NULL GROUP BY a HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Add UNIQUE (a) to "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t_ (id INTEGER PRIMARY KEY, a TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_t_ (id, a) SELECT id, a FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t_ RENAME TO t;

-- Drop table "__penumbra_new_t"
DROP TABLE __penumbra_new_t;
