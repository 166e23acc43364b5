-- penumbra: allow data-loss

-- Drop table "nodes"
-- Rows point around in a circle: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
DROP TABLE nodes;
RELEASE penumbra_rebuild;
