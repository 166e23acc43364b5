CREATE TABLE users (oid INTEGER NOT NULL UNIQUE, name TEXT);
CREATE INDEX users_name ON users (name, oid);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (oid) ON DELETE CASCADE);
CREATE VIEW names AS SELECT oid AS id, name FROM users;
