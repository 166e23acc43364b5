-- Change the default (none → 'x') of column "name" of "users"
-- SQLite cannot do this in place: rebuild "users"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_users (users TEXT PRIMARY KEY, name TEXT CHECK (__penumbra_new_users.users <> '') DEFAULT 'x', "references" TEXT REFERENCES __penumbra_new_users (users));
INSERT OR ABORT INTO __penumbra_new_users (rowid, users, name, "references")
  SELECT rowid, users, name, "references" FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
RELEASE penumbra_rebuild;
