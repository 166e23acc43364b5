-- penumbra: allow data-loss

-- Drop table "c"
DROP TABLE c;

-- Drop table "b"
DROP TABLE b;

-- Drop table "a"
DROP TABLE a;
