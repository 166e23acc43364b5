-- penumbra: allow data-loss

-- Drop view "v"
DROP VIEW v;

-- Drop table "posts"
DROP TABLE posts;

-- Drop table "users"
DROP TABLE users;
