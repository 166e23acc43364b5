INSERT INTO docs VALUES (1,'fox','run'),(2,NULL,'dog');
