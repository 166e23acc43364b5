CREATE TABLE s (id INTEGER PRIMARY KEY, st TEXT DEFAULT "queued" CHECK (st IN ("queued", "done", "lost")));
CREATE INDEX lost ON s (st) WHERE st = "lost";
CREATE VIEW v AS SELECT "it's" AS word FROM s;
