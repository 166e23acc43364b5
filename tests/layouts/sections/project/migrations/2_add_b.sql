-- +micrate Up
ALTER TABLE a ADD COLUMN b INT;

-- +micrate Down
ALTER TABLE a DROP COLUMN b;
