INSERT INTO authors VALUES('a'); INSERT INTO 'big data' VALUES ('a', 3);
