CREATE TABLE "order" ("group" INTEGER PRIMARY KEY, "two words" TEXT UNIQUE);
CREATE TABLE "größe" ("naïve" INTEGER PRIMARY KEY REFERENCES "order" ("group"), "имя" TEXT DEFAULT 'ё');
CREATE TABLE "表" ("列" TEXT, "もう一つ" TEXT);
CREATE TABLE "🐘" ("🍕" TEXT, "it's" TEXT DEFAULT '', "semi;colon" TEXT, "dot.ted" TEXT, "co:lon" TEXT);
CREATE INDEX "an index" ON "🐘" ("🍕", "it's");
