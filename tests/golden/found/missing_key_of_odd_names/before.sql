CREATE TABLE "semi;colon" (id INTEGER PRIMARY KEY, "a b" TEXT);
CREATE TABLE items (id INTEGER PRIMARY KEY, one TEXT REFERENCES "semi;colon" ("a b"), two TEXT);
