-- warning[lint/unique-on-existing]: Add UNIQUE (x) to "ä": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of ä hold the same x
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of ä hold the same x" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM "ä" WHERE x IS NOT NULL GROUP BY x HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Add UNIQUE (x) to "ä"
-- SQLite cannot do this in place: rebuild "ä"
CREATE TABLE "__penumbra_new_ä" (id INTEGER PRIMARY KEY, x TEXT UNIQUE);
INSERT OR ABORT INTO "__penumbra_new_ä" (id, x) SELECT id, x FROM "ä";
DROP TABLE "ä";
ALTER TABLE "__penumbra_new_ä" RENAME TO "ä";
