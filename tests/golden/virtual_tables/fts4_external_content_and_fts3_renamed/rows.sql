INSERT INTO pages VALUES (1,'red fox'); INSERT INTO pf(pf) VALUES ('rebuild'); INSERT INTO own VALUES ('blue dog');
