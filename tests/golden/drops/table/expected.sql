-- warning[lint/data-loss]: The migration drops table "teams" and what it holds

-- Loses teams and what is in there; "penumbra check" fails until it is allowed

-- Drop trigger "teams_added"
DROP TRIGGER teams_added;

-- Drop table "teams"
DROP TABLE teams;
