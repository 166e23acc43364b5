-- penumbra: allow data-loss

-- Make room: trigger "t_checked" comes back below, changed
DROP TRIGGER t_checked;

-- Drop column "b" of "t"
ALTER TABLE t DROP COLUMN b;

-- Change trigger "t_checked"
CREATE TRIGGER t_checked BEFORE UPDATE ON t WHEN NEW.a IS NULL BEGIN SELECT RAISE(ABORT, 'no a'); END;
