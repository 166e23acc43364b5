SAVEPOINT penumbra;

-- Renaming a table also updates what references it
PRAGMA legacy_alter_table = OFF;

-- Rename table "users" to "accounts"
ALTER TABLE users RENAME TO accounts;

-- Create view "users"
CREATE VIEW users AS SELECT id, name FROM accounts;

-- Create trigger "users_insert"
CREATE TRIGGER users_insert INSTEAD OF INSERT ON users BEGIN INSERT INTO accounts (id, name) VALUES (new.id, new.name); END;

RELEASE penumbra;
