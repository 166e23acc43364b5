INSERT INTO p VALUES (1,'x',1.5),(2,'y',2.5); INSERT INTO c VALUES (1,1,'x'),(2,2,'y'),(3,NULL,'y');
