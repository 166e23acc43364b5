SELECT full_name = 'Ada Lovelace' FROM users WHERE id = 1;
