CREATE TABLE users (id INTEGER PRIMARY KEY, code TEXT DEFAULT 'none');
CREATE UNIQUE INDEX users_code ON users (code);
