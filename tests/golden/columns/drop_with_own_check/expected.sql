-- penumbra: allow data-loss

-- Drop column "stock" of "goods"
ALTER TABLE goods DROP COLUMN stock;
