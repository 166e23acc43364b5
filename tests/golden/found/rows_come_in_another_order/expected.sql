-- warning[lint/null-to-not-null]: Make column "code" of "codes" NOT NULL: the migration stops if a row holds NULL there

-- Stop here, with nothing changed, if codes.code holds NULL
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "codes.code holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM codes WHERE code IS NULL);
DROP TABLE __penumbra_gate;

-- Make column "code" of "codes" NOT NULL
-- Change WITHOUT ROWID of "codes"
-- SQLite cannot do this in place: rebuild "codes"
CREATE TABLE __penumbra_new_codes (code TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
INSERT OR ABORT INTO __penumbra_new_codes (code, name) SELECT code, name FROM codes;
DROP TABLE codes;
ALTER TABLE __penumbra_new_codes RENAME TO codes;
