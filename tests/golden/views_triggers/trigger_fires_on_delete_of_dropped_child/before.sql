-- DROP TABLE empties the table first, which acts on those that point there.
CREATE TABLE a (id INTEGER PRIMARY KEY);
CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id) ON DELETE SET NULL);
CREATE TABLE log (what TEXT);
CREATE TRIGGER b_changed AFTER UPDATE ON b BEGIN INSERT INTO log VALUES ('changed'); END;
