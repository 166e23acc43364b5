-- SQLite takes NULL in such a key.
CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT);
