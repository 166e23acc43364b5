-- penumbra: allow data-loss

-- Change trigger "t_changed"
DROP TRIGGER t_changed;

-- Drop column "b" of "t"
ALTER TABLE t DROP COLUMN b;

-- Change trigger "t_changed"
CREATE TRIGGER t_changed AFTER UPDATE OF a ON t BEGIN SELECT 1; END;
