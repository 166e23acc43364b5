/** Schemas that together use everything the model can express, by topic. */
export const SCHEMAS: Readonly<Record<string, string>> = {
  "nothing": "",
  "columns of every type":
    `CREATE TABLE t (a INTEGER, b TEXT, c REAL, d BLOB, e NUMERIC, f ANY, g, h INT, i VARCHAR(255),
  j DECIMAL(10, 2), k BOOLEAN, l DATETIME, m UNSIGNED BIG INT, n "my type", o F32_BLOB(3),
  p F1BIT_BLOB(8), q F64_BLOB(2), r double precision)`,
  "keys of every kind": `CREATE TABLE rowid_alias (id INTEGER PRIMARY KEY);
CREATE TABLE never_again (id INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE below (id INTEGER, PRIMARY KEY (id AUTOINCREMENT));
CREATE TABLE not_null (id INTEGER NOT NULL PRIMARY KEY);
CREATE TABLE named (id INTEGER CONSTRAINT pk PRIMARY KEY ON CONFLICT REPLACE);
CREATE TABLE no_alias (id INT PRIMARY KEY);
CREATE TABLE descending (id INTEGER PRIMARY KEY DESC);
CREATE TABLE descending_below (id INTEGER, PRIMARY KEY (id DESC));
CREATE TABLE nullable (id TEXT PRIMARY KEY);
CREATE TABLE text_key (id TEXT NOT NULL PRIMARY KEY);
CREATE TABLE replaced (id TEXT PRIMARY KEY NOT NULL ON CONFLICT REPLACE);
CREATE TABLE composite (a, b COLLATE nocase, c, PRIMARY KEY (a, b COLLATE rtrim DESC, c) ON CONFLICT IGNORE);
CREATE TABLE keyless (a);`,
  "defaults of every kind":
    `CREATE TABLE t (a INTEGER DEFAULT 1, b INTEGER DEFAULT -1, c REAL DEFAULT 1.50,
  d TEXT DEFAULT 'it''s', e TEXT DEFAULT "it's", f TEXT DEFAULT word, g TEXT DEFAULT CURRENT_TIMESTAMP,
  h INTEGER DEFAULT (unixepoch()), i TEXT DEFAULT (lower('A') || 'b'), j TEXT DEFAULT NULL,
  k INTEGER DEFAULT TRUE, l BLOB DEFAULT x'00ff', m INTEGER DEFAULT '7', n TEXT DEFAULT 7,
  o INTEGER DEFAULT +5, p INTEGER DEFAULT 0x10, q DEFAULT 'any', r DEFAULT 5, s TEXT DEFAULT '',
  t TEXT NOT NULL DEFAULT (datetime('now')), u TEXT DEFAULT CURRENT_DATE, v INTEGER DEFAULT 1e3,
  w TEXT DEFAULT 'a
b', x TEXT DEFAULT '\${a} \\n \`')`,
  "constraints of every kind": `CREATE TABLE t (
  a TEXT NOT NULL ON CONFLICT IGNORE UNIQUE CHECK (a <> '') CONSTRAINT long CHECK (length(a) > 2 /* why */),
  b TEXT CONSTRAINT one_b UNIQUE ON CONFLICT REPLACE COLLATE NOCASE,
  c INTEGER UNIQUE CHECK (c IN (1, 2)) CHECK ((c > 0)),
  CONSTRAINT pair UNIQUE (a, b COLLATE rtrim DESC) ON CONFLICT FAIL,
  UNIQUE (c, a),
  CHECK (a < b -- of course
  ), CONSTRAINT "the last" CHECK (c BETWEEN 1 AND 5))`,
  "generated columns":
    `CREATE TABLE t (a TEXT, b TEXT AS (upper(a)), c GENERATED ALWAYS AS (a || b) STORED,
  d INTEGER NOT NULL AS (length(a)) VIRTUAL)`,
  "foreign keys of every kind":
    `CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT, b TEXT, UNIQUE (a, b));
CREATE TABLE c (
  id INTEGER PRIMARY KEY,
  p1 INTEGER REFERENCES p,
  p2 INTEGER REFERENCES p (id) ON DELETE CASCADE ON UPDATE SET NULL,
  p3 INTEGER CONSTRAINT third REFERENCES p (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  p4 TEXT REFERENCES p (id), a TEXT, b TEXT,
  p5 INTEGER REFERENCES gone (id), p6 INTEGER REFERENCES gone, p7 INTEGER REFERENCES p (nowhere),
  FOREIGN KEY (a, b) REFERENCES p (a, b) ON DELETE SET DEFAULT,
  CONSTRAINT single FOREIGN KEY (p5) REFERENCES p (id),
  FOREIGN KEY (a, b) REFERENCES p);`,
  "circles":
    `CREATE TABLE self (id INTEGER PRIMARY KEY, up INTEGER REFERENCES self (id), top INTEGER REFERENCES self);
CREATE TABLE a (id INTEGER PRIMARY KEY, x INTEGER, b INTEGER REFERENCES b (id));
CREATE TABLE b (id INTEGER PRIMARY KEY, y INTEGER, c INTEGER REFERENCES c (id));
CREATE TABLE c (id INTEGER, a INTEGER, PRIMARY KEY (id, a), FOREIGN KEY (id, a) REFERENCES a (id, x));
CREATE TABLE leaf (a INTEGER REFERENCES a (id));`,
  "options of tables": `CREATE TABLE s (id INTEGER PRIMARY KEY, v ANY) STRICT;
CREATE TABLE w (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE sw (id TEXT, n INTEGER, PRIMARY KEY (id, n)) STRICT, WITHOUT ROWID;
CREATE TABLE r (id TEXT PRIMARY KEY) RANDOM ROWID;`,
  "indexes of every kind": `CREATE TABLE t (a TEXT, b INTEGER, v F32_BLOB(3));
CREATE INDEX i1 ON t (a);
CREATE UNIQUE INDEX i2 ON t (a COLLATE nocase DESC, b);
CREATE INDEX i3 ON t (lower(a), b + 1 DESC, a ASC) WHERE a IS NOT NULL AND b > 'x, y (z';
CREATE INDEX "index 4" ON t (substr(a, 1, 2));
CREATE INDEX i5 ON t (libsql_vector_idx(v));`,
  "views, triggers and virtual tables": `CREATE TABLE t (a TEXT, b INTEGER);
CREATE VIEW v AS SELECT a, -- the first
  b FROM t WHERE a <> 'as';
CREATE VIEW w ("x y", z) AS WITH q AS (SELECT * FROM v) SELECT * FROM q;
CREATE TRIGGER after_insert AFTER INSERT ON t WHEN new.a = ';' BEGIN
  UPDATE t SET b = 1 WHERE a = new.a;
  SELECT CASE WHEN new.b THEN 1 ELSE 2 END;
END;
CREATE TRIGGER instead INSTEAD OF DELETE ON v BEGIN SELECT 1; END;
CREATE VIRTUAL TABLE search USING fts5(a, content = 't', tokenize = "porter unicode61");
CREATE VIRTUAL TABLE place USING rtree(id, x0, x1);`,
  "names of every kind":
    `CREATE TABLE "order" ("group" TEXT, "a b" TEXT, "ä" TEXT, "1" TEXT, "__proto__" TEXT,
  "constructor" TEXT, "it's ""q""" TEXT, user_id INTEGER, userId2 INTEGER, _x TEXT, "back\`tick\${x}\\" TEXT);
CREATE TABLE "text" (id INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE "index" (id INTEGER REFERENCES text (id));
CREATE TABLE sql (entity INTEGER, CHECK (entity > 0));
CREATE TABLE user_accounts (id INTEGER PRIMARY KEY);
CREATE TABLE userAccounts (id INTEGER PRIMARY KEY);
CREATE TABLE "表" (id INTEGER REFERENCES user_accounts);
CREATE TABLE "?!" (t TEXT);
CREATE TABLE "class" (id INTEGER);
CREATE INDEX "by class" ON "class" (id);
CREATE VIEW "default" AS SELECT 1 AS one;
CREATE TRIGGER "class" AFTER INSERT ON "class" BEGIN SELECT 1; END;`,
  "text that the model has no word for": `CREATE TABLE odd (a INTEGER, b TEXT, CONSTRAINT empty);
CREATE INDEX odd_a ON odd (a);
CREATE TABLE child (odd INTEGER REFERENCES odd (a));`,
};
