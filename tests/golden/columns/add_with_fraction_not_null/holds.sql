SELECT count(*) = 2 FROM goods WHERE price = 1.5;
