SELECT full_name = 'Ada' AND name IS NULL FROM users;
