-- warning[lint/data-loss]: The migration drops column "number" of "posts" and what it holds
-- warning[lint/strict-or-without-rowid]: Add PRIMARY KEY (user_id) to "posts": the migration stops if a row holds what the table does not take then
-- warning[lint/unique-on-existing]: Add PRIMARY KEY (user_id) to "posts": the migration stops if two rows hold the same there
-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (id) REFERENCES posts (user_id) to "users": the migration stops if a row points nowhere

-- Loses posts.number and what is in there; "penumbra check" fails until it is allowed

-- Stop here, with nothing changed, if posts.user_id holds what is no integer
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "posts.user_id holds what is no integer" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM posts WHERE user_id <> CAST(CAST(user_id AS NUMERIC) AS INTEGER));
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if two rows of posts hold the same user_id
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of posts hold the same user_id" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM posts WHERE user_id IS NOT NULL GROUP BY user_id HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if a row of users points nowhere with id
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of users points nowhere with id" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM posts WHERE posts.user_id = users.id));
DROP TABLE __penumbra_gate;

-- Drop column "number" of "posts"
-- Drop PRIMARY KEY (number) of "posts"
-- Drop FOREIGN KEY (user_id) REFERENCES users (id) of "posts"
-- Add PRIMARY KEY (user_id) to "posts"
-- Add column "number" to "users"
-- Drop PRIMARY KEY (id) of "users"
-- Add PRIMARY KEY (number) to "users"
-- Add FOREIGN KEY (id) REFERENCES posts (user_id) to "users"
-- SQLite cannot do this in place: rebuild "posts", "users"
CREATE TABLE __penumbra_new_posts (user_id INTEGER PRIMARY KEY);
CREATE TABLE __penumbra_new_users (number INTEGER PRIMARY KEY, id INTEGER REFERENCES __penumbra_new_posts (user_id));
INSERT OR ABORT INTO __penumbra_new_posts (user_id) SELECT user_id FROM posts;
INSERT OR ABORT INTO __penumbra_new_users (number, id) SELECT rowid, id FROM users;
DROP TABLE posts;
DROP TABLE users;
ALTER TABLE __penumbra_new_posts RENAME TO posts;
ALTER TABLE __penumbra_new_users RENAME TO users;
