-- Rename table "users" to "Users", by way of another name
ALTER TABLE users RENAME TO __penumbra_swap_users;
ALTER TABLE __penumbra_swap_users RENAME TO Users;
