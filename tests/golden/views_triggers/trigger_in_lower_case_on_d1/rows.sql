insert into item (n) values (1), (20);
