-- Change the default (none → 'x') of column "a" of "four"
-- SQLite cannot do this in place: rebuild "four"
CREATE TABLE __penumbra_new_four (oid INTEGER, a TEXT DEFAULT 'x');
INSERT OR ABORT INTO __penumbra_new_four (rowid, oid, a) SELECT rowid, oid, a FROM four;
DROP TABLE four;
ALTER TABLE __penumbra_new_four RENAME TO four;

-- Change the default (none → 'x') of column "a" of "one"
-- SQLite cannot do this in place: rebuild "one"
CREATE TABLE __penumbra_new_one (rowid TEXT, a TEXT DEFAULT 'x');
INSERT OR ABORT INTO __penumbra_new_one (_rowid_, rowid, a) SELECT _rowid_, rowid, a FROM one;
DROP TABLE one;
ALTER TABLE __penumbra_new_one RENAME TO one;

-- Change the default (none → 'x') of column "a" of "three"
-- SQLite cannot do this in place: rebuild "three"
CREATE TABLE __penumbra_new_three (rowid TEXT, _rowid_ TEXT, oid TEXT, a TEXT DEFAULT 'x');
INSERT OR ABORT INTO __penumbra_new_three (rowid, _rowid_, oid, a)
  SELECT rowid, _rowid_, oid, a FROM three;
DROP TABLE three;
ALTER TABLE __penumbra_new_three RENAME TO three;

-- Change the default (none → 'x') of column "a" of "two"
-- SQLite cannot do this in place: rebuild "two"
CREATE TABLE __penumbra_new_two (rowid TEXT, _rowid_ TEXT, a TEXT DEFAULT 'x');
INSERT OR ABORT INTO __penumbra_new_two (oid, rowid, _rowid_, a)
  SELECT oid, rowid, _rowid_, a FROM two;
DROP TABLE two;
ALTER TABLE __penumbra_new_two RENAME TO two;
