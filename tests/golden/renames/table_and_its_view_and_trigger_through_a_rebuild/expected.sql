-- warning[lint/check-on-existing]: Add CHECK (label <> '') to "people": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of people fails CHECK (label <> '')
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of people fails CHECK (label <> '')" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM (SELECT name AS label FROM users) AS people WHERE NOT (label <> ''));
DROP TABLE __penumbra_gate;

-- Make room: trigger "log_added" comes back below
DROP TRIGGER log_added;

-- Make room: view "names" comes back below
DROP VIEW names;

-- Rename table "users" to "people"
-- Rename column "name" of "people" to "label"
-- Add CHECK (label <> '') to "people"
-- SQLite cannot do this in place: rebuild "people"
CREATE TABLE __penumbra_new_people (id INTEGER PRIMARY KEY, label TEXT CHECK (label <> ''));
INSERT OR ABORT INTO __penumbra_new_people (id, label) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_people RENAME TO people;

-- Restore view "names"
CREATE VIEW names AS SELECT label FROM people;

-- Restore trigger "log_added"
CREATE TRIGGER log_added AFTER INSERT ON log BEGIN UPDATE people SET label = 'logged' WHERE 1 = 0; END;

-- Restore trigger "users_added"
CREATE TRIGGER users_added AFTER INSERT ON people BEGIN INSERT INTO log VALUES (NEW.label); END;
