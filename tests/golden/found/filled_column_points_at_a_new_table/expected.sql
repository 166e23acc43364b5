-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (team) REFERENCES teams to "items": the migration stops if a row has no parent

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if items.team is there already
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "items.team is there already" CHECK (check_1),
  check_2 CONSTRAINT "items.team has values without a parent row" CHECK (check_2)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM pragma_table_xinfo('items') WHERE lower(name) = 'team');

-- Create table "teams"
CREATE TABLE teams (id INTEGER PRIMARY KEY);

-- Add column "team" to "items"
-- Add FOREIGN KEY (team) REFERENCES teams to "items"
ALTER TABLE items ADD COLUMN team INTEGER REFERENCES teams;
UPDATE items SET team = nullif(1, 1);

-- Stop here, with nothing changed, if items.team has values without a parent row
INSERT INTO __penumbra_gate (check_2)
  SELECT NOT EXISTS (SELECT 1 FROM items WHERE team IS NOT NULL AND NOT EXISTS (SELECT 1 FROM teams WHERE teams.id = items.team));
INSERT OR ROLLBACK INTO __penumbra_gate (check_2) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
