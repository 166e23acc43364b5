INSERT INTO notes VALUES ('a quick fox');
