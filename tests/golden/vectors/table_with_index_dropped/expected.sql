-- penumbra: allow data-loss

-- Drop table "docs"
DROP TABLE docs;
