CREATE TABLE s (id INTEGER PRIMARY KEY, st TEXT CHECK (st IN ("queued", "done")));
