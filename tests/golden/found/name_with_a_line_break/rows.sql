INSERT INTO "two
lines" VALUES (1, 'a');
