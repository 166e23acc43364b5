CREATE TABLE one (rowid TEXT, a TEXT DEFAULT 'x');
CREATE TABLE two (rowid TEXT, _rowid_ TEXT, a TEXT DEFAULT 'x');
CREATE TABLE three (rowid TEXT, _rowid_ TEXT, oid TEXT, a TEXT DEFAULT 'x');
CREATE TABLE four (oid INTEGER, a TEXT DEFAULT 'x');
