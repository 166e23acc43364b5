-- A rowid never holds NULL: nothing to warn of, and nothing to stop for.
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
