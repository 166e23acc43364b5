SELECT group_concat(name) = 'Ada,nobody' FROM users;
