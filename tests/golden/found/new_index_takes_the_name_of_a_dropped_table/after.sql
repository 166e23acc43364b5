CREATE TABLE kinds (id INTEGER PRIMARY KEY, code TEXT);

CREATE UNIQUE INDEX by_code ON kinds (code);

CREATE TABLE items (id INTEGER PRIMARY KEY, kind TEXT REFERENCES kinds (code) CHECK (kind <> ''));
