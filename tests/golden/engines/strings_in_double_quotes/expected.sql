-- warning[lint/check-on-existing]: Add CHECK (st in ('queued', 'done', 'lost')) to "s": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of s fails CHECK (st in ('queued', 'done', 'lost'))
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of s fails CHECK (st in ('queued', 'done', 'lost'))" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM s WHERE NOT (st in ('queued', 'done', 'lost')));
DROP TABLE __penumbra_gate;

-- Drop CHECK (st in ('queued', 'done')) of "s"
-- Add CHECK (st in ('queued', 'done', 'lost')) to "s"
-- SQLite cannot do this in place: rebuild "s"
CREATE TABLE __penumbra_new_s (id INTEGER PRIMARY KEY, st TEXT DEFAULT "queued" CHECK (st IN ('queued', 'done', 'lost')));
INSERT OR ABORT INTO __penumbra_new_s (id, st) SELECT id, st FROM s;
DROP TABLE s;
ALTER TABLE __penumbra_new_s RENAME TO s;

-- Create index "lost"
CREATE INDEX lost ON s (st) WHERE st = 'lost';

-- Create view "v"
CREATE VIEW v AS SELECT 'it''s' AS word FROM s;
