-- warning[proof/no-rows]: Cannot prove the migration with rows of "users": none could be made that its constraints accept

-- penumbra: allow data-loss
-- Not proven with rows, since none could be made for: users

-- Drop table "users"
-- There is no table "teams" to point at: an empty one stands in meanwhile
CREATE TABLE teams (id, PRIMARY KEY (id));
DROP TABLE users;
DROP TABLE teams;

-- Create table "other"
CREATE TABLE other (a INT);
