CREATE TABLE s (id INTEGER PRIMARY KEY, st TEXT DEFAULT "queued" CHECK (st IN ("queued", "done")));
