CREATE TABLE items (id INTEGER PRIMARY KEY, kind TEXT);

CREATE INDEX kinds ON items (kind);
