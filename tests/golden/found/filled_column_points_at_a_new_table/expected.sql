-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (team) REFERENCES teams to "items": the migration stops if a row has no parent

SAVEPOINT penumbra;

-- Create table "teams"
CREATE TABLE teams (id INTEGER PRIMARY KEY);

-- Add column "team" to "items"
-- Add FOREIGN KEY (team) REFERENCES teams to "items"
ALTER TABLE items ADD COLUMN team INTEGER REFERENCES teams;
UPDATE items SET team = nullif(1, 1);

RELEASE penumbra;
