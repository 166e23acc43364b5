CREATE TABLE users (id INTEGER PRIMARY KEY, token TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)))));
