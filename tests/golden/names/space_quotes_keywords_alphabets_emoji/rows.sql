INSERT INTO "order" VALUES (1, 'x');
INSERT INTO "größe" VALUES (1, 'x');
INSERT INTO "表" VALUES ('x');
INSERT INTO "🐘" VALUES ('1', '2', '3', '4', '5');
