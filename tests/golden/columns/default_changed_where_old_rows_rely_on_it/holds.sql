SELECT role = 'guest' FROM users WHERE id = 1;
