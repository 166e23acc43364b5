-- warning[lint/unique-on-existing]: Add UNIQUE (new) to "t": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of t hold the same new
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of t hold the same new" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM t WHERE new IS NOT NULL GROUP BY new HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Change the default (none → 'q') of column "old" of "t"
-- Add UNIQUE (new) to "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (t INTEGER PRIMARY KEY, old TEXT DEFAULT 'q', new TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_t (t, old, new) SELECT t, old, new FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;

-- Restore trigger "t"
CREATE TRIGGER t AFTER UPDATE OF old ON t WHEN new.new IS NOT old.old BEGIN UPDATE t SET new = new.old WHERE t = old.t; END;
