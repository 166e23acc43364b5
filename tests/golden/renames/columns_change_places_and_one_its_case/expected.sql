SAVEPOINT penumbra;

-- Rename column "name" of "users" to "email", in two steps
ALTER TABLE users RENAME COLUMN name TO __penumbra_swap_name;

-- Rename column "email" of "users" to "Name"
ALTER TABLE users RENAME COLUMN email TO Name;

-- Rename column "name" of "users" to "email", in two steps
ALTER TABLE users RENAME COLUMN __penumbra_swap_name TO email;

RELEASE penumbra;
