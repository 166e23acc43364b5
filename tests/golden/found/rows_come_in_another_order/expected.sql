-- warning[lint/null-to-not-null]: Make column "code" of "codes" NOT NULL: the migration stops if a row contains NULL there

SAVEPOINT penumbra;

-- Make column "code" of "codes" NOT NULL
-- Change WITHOUT ROWID of "codes"
-- SQLite can only do this by rebuilding the table
ALTER TABLE codes RENAME TO __penumbra_old_codes;
CREATE TABLE codes (code TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
INSERT INTO codes (code, name) SELECT code, name FROM __penumbra_old_codes;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use codes" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM codes) = (SELECT count(*) FROM __penumbra_old_codes)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_codes')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_codes;

RELEASE penumbra;
