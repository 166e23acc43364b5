INSERT INTO "Ä" VALUES (1);
INSERT INTO "ä" VALUES (1, 'x'), (2, 'y');
