-- warning[lint/check-on-existing]: Add CHECK (label <> '') to "accounts": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of accounts fails CHECK (label <> '')
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of accounts fails CHECK (label <> '')" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM accounts WHERE NOT (label <> ''));
DROP TABLE __penumbra_gate;

-- Add CHECK (label <> '') to "accounts"
-- SQLite cannot do this in place: rebuild "accounts"
-- Rows of "parcels" point there, so these go along
-- Rows point around in a circle: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_accounts (
  id INTEGER PRIMARY KEY,
  label TEXT UNIQUE CHECK (label <> ''),
  parcel INTEGER REFERENCES __penumbra_new_parcels (id) ON DELETE CASCADE
);
CREATE TABLE __penumbra_new_parcels (
  id INTEGER PRIMARY KEY,
  owner TEXT REFERENCES __penumbra_new_parcels (name) ON DELETE SET NULL,
  name TEXT UNIQUE,
  FOREIGN KEY (Owner) REFERENCES __penumbra_new_accounts (label) DEFERRABLE INITIALLY DEFERRED
);
INSERT OR ABORT INTO __penumbra_new_accounts (id, label, parcel)
  SELECT id, label, parcel FROM accounts;
INSERT OR ABORT INTO __penumbra_new_parcels (id, owner, name) SELECT id, owner, name FROM parcels;
DROP TABLE parcels;
DROP TABLE accounts;
ALTER TABLE __penumbra_new_accounts RENAME TO accounts;
ALTER TABLE __penumbra_new_parcels RENAME TO parcels;
RELEASE penumbra_rebuild;
