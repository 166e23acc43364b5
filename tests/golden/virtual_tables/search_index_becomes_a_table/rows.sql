INSERT INTO notes VALUES ('x');
