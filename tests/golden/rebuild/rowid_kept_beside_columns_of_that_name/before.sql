CREATE TABLE one (rowid TEXT, a TEXT);
CREATE TABLE two (rowid TEXT, _rowid_ TEXT, a TEXT);
CREATE TABLE three (rowid TEXT, _rowid_ TEXT, oid TEXT, a TEXT);
CREATE TABLE four (oid INTEGER, a TEXT);
