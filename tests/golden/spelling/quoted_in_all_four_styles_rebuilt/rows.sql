INSERT INTO "double ""quoted""" VALUES ('1', '2');
INSERT INTO "in strings" VALUES ('1', '2');
INSERT INTO "back `ticked`" VALUES ('1', '1');
INSERT INTO "in brackets" VALUES ('1', '2');
