INSERT INTO cats VALUES (1,'a'),(2,'b'); INSERT INTO items VALUES (1,'a'),(2,NULL);
