CREATE TABLE people (id INTEGER PRIMARY KEY, label TEXT CHECK (label <> ''));
CREATE TABLE log (what TEXT);
CREATE VIEW names AS SELECT label FROM people;
CREATE TRIGGER users_added AFTER INSERT ON people BEGIN INSERT INTO log VALUES (NEW.label); END;
CREATE TRIGGER log_added AFTER INSERT ON log BEGIN UPDATE people SET label = 'logged' WHERE 1 = 0; END;
