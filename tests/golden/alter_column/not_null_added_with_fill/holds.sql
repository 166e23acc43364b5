SELECT group_concat(name) = 'Ada,user 2' FROM users;
