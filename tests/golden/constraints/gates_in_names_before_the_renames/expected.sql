-- warning[lint/null-to-not-null]: Make column "yy" of "ch" NOT NULL: the migration stops if a row holds NULL there
-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (xx) REFERENCES par (kk) to "ch": the migration stops if a row points nowhere
-- warning[lint/check-on-existing]: Add CHECK (yy > 0) to "ch": the migration stops if a row does not pass it
-- warning[lint/unique-on-existing]: Add UNIQUE (zz) to "ch": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if ch.yy holds NULL
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "ch.yy holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM (SELECT y AS yy FROM c) AS ch WHERE yy IS NULL);
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if a row of ch points nowhere with xx
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of ch points nowhere with xx" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM (SELECT x AS xx FROM c) AS ch WHERE xx IS NOT NULL AND NOT EXISTS (SELECT 1 FROM (SELECT k AS kk FROM p) AS par WHERE par.kk = ch.xx));
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if a row of ch fails CHECK (yy > 0)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of ch fails CHECK (yy > 0)" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM (SELECT y AS yy FROM c) AS ch WHERE NOT (yy > 0));
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if two rows of ch hold the same zz
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of ch hold the same zz" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM (SELECT z AS zz FROM c) AS ch WHERE zz IS NOT NULL GROUP BY zz COLLATE nocase HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Rename table "p" to "par"
ALTER TABLE p RENAME TO par;

-- Rename column "k" of "par" to "kk"
ALTER TABLE par RENAME COLUMN k TO kk;

-- Rename table "c" to "ch"
-- Rename column "x" of "ch" to "xx"
-- Rename column "y" of "ch" to "yy"
-- Rename column "z" of "ch" to "zz"
-- Make column "yy" of "ch" NOT NULL
-- Change the collation (binary → nocase) of column "zz" of "ch"
-- Add FOREIGN KEY (xx) REFERENCES par (kk) to "ch"
-- Add CHECK (yy > 0) to "ch"
-- Add UNIQUE (zz) to "ch"
-- SQLite cannot do this in place: rebuild "ch"
CREATE TABLE __penumbra_new_ch (xx TEXT REFERENCES par (kk), yy INTEGER NOT NULL CHECK (yy > 0), zz TEXT COLLATE NOCASE UNIQUE);
INSERT OR ABORT INTO __penumbra_new_ch (rowid, xx, yy, zz) SELECT rowid, x, y, z FROM c;
DROP TABLE c;
ALTER TABLE __penumbra_new_ch RENAME TO ch;
