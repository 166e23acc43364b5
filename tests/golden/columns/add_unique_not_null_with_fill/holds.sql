SELECT group_concat(code) = 'user 1,user 2' FROM users;
