CREATE TABLE "users" (
  "id" INTEGER PRIMARY KEY NOT NULL,
  [name] varchar(20) DEFAULT ('x') COLLATE NOCASE,
  `age` int default -1 check ((age) > 0),
  note TEXT DEFAULT NULL,
  kind TEXT NOT NULL DEFAULT 'a' CONSTRAINT kinds CHECK (kind IN ('a', 'b')),
  UNIQUE ("name", age ASC)
);
CREATE VIEW v AS SELECT "id" FROM "users" WHERE "age" > 1;
CREATE TRIGGER tr AFTER INSERT ON users FOR EACH ROW BEGIN SELECT 1; END;
