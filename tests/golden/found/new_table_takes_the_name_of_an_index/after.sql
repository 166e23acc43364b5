CREATE TABLE kinds (name TEXT PRIMARY KEY);

CREATE TABLE items (id INTEGER PRIMARY KEY, kind TEXT REFERENCES kinds (name) CHECK (kind <> ''));
