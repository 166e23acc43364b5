SELECT group_concat(slug) = 'ada,grace' FROM users;
