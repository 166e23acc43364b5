-- penumbra: allow data-loss

-- Drop column "todos" of "s"
ALTER TABLE s DROP COLUMN todos;
