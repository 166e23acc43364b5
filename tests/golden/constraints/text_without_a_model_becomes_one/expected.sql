-- warning[lint/check-on-existing]: Add CHECK (a <> '') to "t": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of t fails CHECK (a <> '')
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of t fails CHECK (a <> '')" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM t WHERE NOT (a <> ''));
DROP TABLE __penumbra_gate;

-- Add CHECK (a <> '') to "t"
-- Change the definition of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, a TEXT CHECK (a <> ''));
INSERT OR ABORT INTO __penumbra_new_t (id, a) SELECT id, a FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
