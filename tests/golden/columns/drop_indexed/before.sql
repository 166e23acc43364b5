CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, name TEXT);
CREATE INDEX users_email ON users (email);
CREATE INDEX users_name ON users (name) WHERE email IS NOT NULL;
CREATE INDEX users_kept ON users (name);
