-- warning[lint/data-loss]: The migration drops table "notes" and what it holds

-- Drops notes and its data; "penumbra check" fails until it is allowed

-- Drop virtual table "notes"
DROP TABLE notes;
