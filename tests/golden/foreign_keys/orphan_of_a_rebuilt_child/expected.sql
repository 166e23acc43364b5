-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) of column "age" of "users": texts that read as numbers become numbers: '007' becomes 7

-- Change the type (TEXT → INTEGER) of column "age" of "users"
-- SQLite cannot do this in place: rebuild "users"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, team INTEGER REFERENCES teams (id) ON DELETE CASCADE, age INTEGER);
INSERT OR ABORT INTO __penumbra_new_users (id, team, age) SELECT id, team, age FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
RELEASE penumbra_rebuild;
