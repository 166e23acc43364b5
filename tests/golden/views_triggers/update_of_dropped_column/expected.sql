-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop trigger "t_changed", which is recreated below with its changes
DROP TRIGGER t_changed;

-- Drop column "b" of "t"
ALTER TABLE t DROP COLUMN b;

-- Change trigger "t_changed"
CREATE TRIGGER t_changed AFTER UPDATE OF a ON t BEGIN SELECT 1; END;

RELEASE penumbra;
