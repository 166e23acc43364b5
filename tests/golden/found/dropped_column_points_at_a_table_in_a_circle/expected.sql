-- warning[lint/data-loss]: The migration drops column "team_id" of "items" and what it holds

-- Loses items.team_id and what is in there; "penumbra check" fails until it is allowed

-- Drop column "team_id" of "items"
ALTER TABLE items DROP COLUMN team_id;

-- Change the type (TEXT → BLOB) of column "label" of "teams"
-- SQLite cannot do this in place: rebuild "teams"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_teams (
  id INTEGER PRIMARY KEY,
  label BLOB,
  parent_id INTEGER REFERENCES __penumbra_new_teams (id) ON DELETE CASCADE,
  item_id INTEGER REFERENCES items (id)
);
INSERT OR ABORT INTO __penumbra_new_teams (id, label, parent_id, item_id)
  SELECT id, label, parent_id, item_id FROM teams;
DROP TABLE teams;
ALTER TABLE __penumbra_new_teams RENAME TO teams;
RELEASE penumbra_rebuild;
