CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT, place TEXT, UNIQUE (place));
CREATE INDEX users_email ON users (email);
