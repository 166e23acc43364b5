-- warning[lint/data-loss]: The migration drops column "age" of "users" and its data

-- penumbra: allow data-loss:users.bio
-- Drops users.age and its data: "penumbra check" fails until it is allowed

SAVEPOINT penumbra;

-- Drop column "bio" of "users"
ALTER TABLE users DROP COLUMN bio;

-- Drop column "age" of "users"
ALTER TABLE users DROP COLUMN age;

RELEASE penumbra;
