INSERT INTO e VALUES (1,NULL,5,'{"tags":["a"],"kind":1}'),(2,1,NULL,'{"tags":[]}');
