SELECT slug = 'ada' FROM users;
