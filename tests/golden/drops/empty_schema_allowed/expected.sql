-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop view "v"
DROP VIEW v;

-- Drop table "posts"
DROP TABLE posts;

-- Drop table "users"
DROP TABLE users;

RELEASE penumbra;
