-- warning[lint/data-loss]: The migration drops table "notes" and its data

-- Drops notes and its data: "penumbra check" fails until it is allowed

-- Drop virtual table "notes"
DROP TABLE notes;
