CREATE TABLE "order" ("group" INTEGER PRIMARY KEY, "two words" TEXT);
CREATE TABLE "größe" ("naïve" INTEGER PRIMARY KEY REFERENCES "order" ("group"), "имя" TEXT);
CREATE TABLE "表" ("列" TEXT);
CREATE TABLE "🐘" ("🍕" TEXT, "it's" TEXT, "semi;colon" TEXT, "dot.ted" TEXT, "co:lon" TEXT);
CREATE INDEX "an index" ON "🐘" ("🍕", "it's");
