-- warning[lint/check-on-existing]: Add CHECK (label <> '') to "accounts": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Tables reference each other: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add CHECK (label <> '') to "accounts": SQLite can only do this by rebuilding the table
-- "parcels" references "accounts", so it is rebuilt too
ALTER TABLE accounts RENAME TO __penumbra_old_accounts;
ALTER TABLE parcels RENAME TO __penumbra_old_parcels;
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  label TEXT UNIQUE CHECK (label <> ''),
  parcel INTEGER REFERENCES parcels (id) ON DELETE CASCADE
);
CREATE TABLE parcels (
  id INTEGER PRIMARY KEY,
  owner TEXT REFERENCES parcels (name) ON DELETE SET NULL,
  name TEXT UNIQUE,
  FOREIGN KEY (Owner) REFERENCES accounts (label) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX __penumbra_key_accounts_parcel ON accounts (parcel);
CREATE INDEX __penumbra_key_parcels_Owner ON parcels (Owner);
INSERT INTO accounts (id, label, parcel) SELECT id, label, parcel FROM __penumbra_old_accounts;
INSERT INTO parcels (id, owner, name) SELECT id, owner, name FROM __penumbra_old_parcels;
DROP INDEX __penumbra_key_accounts_parcel;
DROP INDEX __penumbra_key_parcels_Owner;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use accounts, parcels" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM accounts) = (SELECT count(*) FROM __penumbra_old_accounts)
    AND (SELECT count(*) FROM parcels) = (SELECT count(*) FROM __penumbra_old_parcels)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_accounts')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_parcels')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_accounts_parcel ON __penumbra_old_accounts (parcel);
CREATE INDEX __penumbra_key___penumbra_old_parcels_Owner ON __penumbra_old_parcels (Owner);
UPDATE __penumbra_old_accounts SET parcel = NULL;
UPDATE __penumbra_old_parcels SET owner = NULL;
DROP TABLE __penumbra_old_parcels;
CREATE TABLE __penumbra_old_parcels (id, PRIMARY KEY (id));
DROP TABLE __penumbra_old_accounts;
DROP TABLE __penumbra_old_parcels;

RELEASE penumbra;
