-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (team) REFERENCES teams (code) to "items": the migration stops if a row has no parent
-- warning[lint/unique-on-existing]: Create index "teams_code": the migration stops if two rows have the same values there
-- warning[plan/fill-not-tried]: Cannot test the fill of "items": no row could be made for it

-- Not proven with rows: none could be made for items

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if items.team is there already
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "items.team is there already" CHECK (check_1),
  check_2 CONSTRAINT "items.team has values without a parent row" CHECK (check_2)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM pragma_table_xinfo('items') WHERE lower(name) = 'team');

-- Create index "teams_code"
CREATE UNIQUE INDEX teams_code ON teams (code);

-- Add column "team" to "items"
-- Add FOREIGN KEY (team) REFERENCES teams (code) to "items"
ALTER TABLE items ADD COLUMN team TEXT REFERENCES teams (code);
UPDATE items SET team = 'x';

-- Stop here, with nothing changed, if items.team has values without a parent row
INSERT INTO __penumbra_gate (check_2)
  SELECT NOT EXISTS (SELECT 1 FROM items WHERE team IS NOT NULL AND NOT EXISTS (SELECT 1 FROM teams WHERE teams.code = items.team));
INSERT OR ROLLBACK INTO __penumbra_gate (check_2) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
