-- penumbra: allow data-loss

-- Make room: trigger "t_changed" comes back below, changed
DROP TRIGGER t_changed;

-- Drop column "b" of "t"
ALTER TABLE t DROP COLUMN b;

-- Change trigger "t_changed"
CREATE TRIGGER t_changed AFTER UPDATE OF a ON t BEGIN SELECT 1; END;
