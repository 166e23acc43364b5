SELECT group_concat(email) = 'ada@example.org,nobody@example.org' FROM users;
