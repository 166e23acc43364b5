-- Rename table "users" to "Users"
ALTER TABLE users RENAME TO __penumbra_swap_users;
ALTER TABLE __penumbra_swap_users RENAME TO Users;
