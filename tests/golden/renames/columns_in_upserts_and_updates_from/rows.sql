INSERT INTO words VALUES (1,'a'),(2,'a');
