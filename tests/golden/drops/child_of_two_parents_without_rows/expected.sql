-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop table "c"
DROP TABLE c;

-- Drop table "b"
DROP TABLE b;

-- Drop table "a"
DROP TABLE a;

RELEASE penumbra;
