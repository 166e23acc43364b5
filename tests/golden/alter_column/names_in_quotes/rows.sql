INSERT INTO "the users" VALUES ('Ada', 1, 2);
