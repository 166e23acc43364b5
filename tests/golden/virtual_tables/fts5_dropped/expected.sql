-- warning[lint/data-loss]: The migration drops table "notes" and what it holds

-- Loses notes and what is in there; "penumbra check" fails until it is allowed

-- Drop virtual table "notes"
DROP TABLE notes;
