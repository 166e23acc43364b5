-- warning[lint/data-loss]: The migration drops table "teams" and its data

-- Drops teams and its data; "penumbra check" fails until it is allowed

SAVEPOINT penumbra;

-- Drop trigger "teams_added"
DROP TRIGGER teams_added;

-- Drop table "teams"
DROP TABLE teams;

RELEASE penumbra;
