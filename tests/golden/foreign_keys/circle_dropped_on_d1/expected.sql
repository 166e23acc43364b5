-- penumbra: allow data-loss

-- Drop table "teams"
-- Drop table "users"
-- Rows point around in a circle: keys are checked at the end
PRAGMA defer_foreign_keys = ON;
DROP TABLE teams;
DROP TABLE users;
