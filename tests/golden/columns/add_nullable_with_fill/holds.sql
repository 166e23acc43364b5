SELECT slug = 'ada' FROM users WHERE id = 1;
