import assert from "node:assert/strict";
import { effectsOf } from "../../../tests/support/judged_effects.ts";
import { statementsIn } from "../../sql/statements.ts";
import { ShadowDatabase } from "../database/shadow_database.ts";
import { reachOf } from "./judge.ts";

const FAMILY = `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INT REFERENCES users (id) ON DELETE CASCADE);`;

const REBUILD = `CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, bio TEXT DEFAULT 'x');
INSERT INTO n SELECT * FROM users; DROP TABLE users; ALTER TABLE n RENAME TO users;`;

const ONE = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT DEFAULT 'x');";

Deno.test.each([
  [
    "a column that goes to the children, of a row without any",
    FAMILY,
    `ALTER TABLE posts ADD bio; UPDATE posts SET bio = (SELECT bio FROM users WHERE id = user_id);
    ALTER TABLE users DROP bio;`,
    "transaction",
    ["users.bio dropped, partly kept, alone  at ALTER TABLE users"],
  ],
  [
    "rows by a key and a trigger, with those that are deleted to be inserted again",
    `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INT REFERENCES users (id) ON DELETE CASCADE);
    CREATE TABLE names (id INTEGER PRIMARY KEY, user_id INT, name TEXT);
    CREATE TRIGGER forget AFTER DELETE ON users BEGIN DELETE FROM names WHERE user_id = old.id; END;`,
    `CREATE TABLE saved AS SELECT * FROM users; DELETE FROM users;
    INSERT INTO users SELECT * FROM saved; DROP TABLE saved;`,
    "transaction",
    [
      "names 3 to 0 by indirect, users back at DELETE FROM users",
      "posts 3 to 0 by indirect, users back at DELETE FROM users",
    ],
  ],
  [
    "no new key that all references follow, nor one of tables that become one",
    `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INT REFERENCES users, title TEXT);
    CREATE TABLE cats (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE dogs (id INTEGER PRIMARY KEY, name TEXT);`,
    `CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT, old INT);
    INSERT INTO people SELECT hex(randomblob(16)), name, id FROM users;
    CREATE TABLE articles (id INTEGER PRIMARY KEY, user_id TEXT REFERENCES people, title TEXT);
    INSERT INTO articles SELECT posts.id, people.id, title FROM posts LEFT JOIN people ON old = user_id;
    DROP TABLE posts; DROP TABLE users; ALTER TABLE people DROP old;
    CREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT, kind TEXT);
    INSERT INTO pets (name, kind) SELECT name, 'cat' FROM cats UNION ALL SELECT name, 'dog' FROM dogs;
    DROP TABLE cats; DROP TABLE dogs;`,
    "transaction",
    ["posts.user_id 3 other by copy, listed at INSERT INTO articles"],
  ],
  [
    "a new key that one of the references does not follow",
    `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INT REFERENCES users, title TEXT);`,
    `CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT);
    INSERT INTO people SELECT hex(randomblob(16)), name FROM users;
    CREATE TABLE articles (id INTEGER PRIMARY KEY, user_id TEXT REFERENCES people, title TEXT);
    INSERT INTO articles SELECT id, (SELECT max(id) FROM people), title FROM posts;
    DROP TABLE posts; DROP TABLE users;`,
    "transaction",
    [
      "users.id 3 other by copy, listed at INSERT INTO people",
      "posts.user_id 3 other by copy, listed at INSERT INTO articles",
    ],
  ],
  [
    "a text as converted that becomes a number if it is one of a few, whatever else it may be",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, state TEXT NOT NULL, paid TEXT);",
    `ALTER TABLE t ADD n INT; UPDATE t SET n = CASE state WHEN 'new' THEN 0 WHEN 'old' THEN 1 END;
    ALTER TABLE t ADD p INT DEFAULT 0; UPDATE t SET p = 1 WHERE paid = 'yes';
    ALTER TABLE t DROP state; ALTER TABLE t RENAME n TO state; ALTER TABLE t DROP paid;`,
    "transaction",
    [
      "t.state dropped, back, converted at ALTER TABLE t",
      "t.paid dropped, converted at ALTER TABLE t",
    ],
  ],
  [
    "a text as dropped that only says which rows to delete",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, state TEXT NOT NULL);",
    "DELETE FROM t WHERE state = 'old'; ALTER TABLE t DROP state;",
    "transaction",
    [
      "t 4 to 3 by direct, value state at DELETE FROM t",
      "t.state dropped at ALTER TABLE t",
    ],
  ],
  [
    "a column that goes to new parents, all but one without a child",
    "CREATE TABLE books (id INTEGER PRIMARY KEY, author TEXT NOT NULL);",
    `CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT);
    INSERT INTO authors (name) SELECT DISTINCT author FROM books; ALTER TABLE books ADD author_id INT;
    UPDATE books SET author_id = (SELECT id FROM authors WHERE name = name);
    ALTER TABLE books DROP author;`,
    "transaction",
    ["books.author dropped, partly kept at ALTER TABLE books"],
  ],
  [
    "no column that goes to new parents, each with its children",
    "CREATE TABLE books (id INTEGER PRIMARY KEY, author TEXT NOT NULL);",
    `CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT);
    INSERT INTO authors (name) SELECT DISTINCT author FROM books; ALTER TABLE books ADD author_id INT;
    UPDATE books SET author_id = (SELECT id FROM authors WHERE name = author);
    ALTER TABLE books DROP author;`,
    "transaction",
    [],
  ],
  [
    "a column that is copied into another table for some rows",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, kind TEXT CHECK (kind IN ('x', 'y')), a TEXT);",
    "CREATE TABLE n AS SELECT id, a FROM t WHERE kind = 'x'; ALTER TABLE t DROP a;",
    "transaction",
    ["t.a dropped, partly kept at ALTER TABLE t"],
  ],
  [
    "a column that is converted for some rows",
    "CREATE TABLE t (k TEXT PRIMARY KEY, a INT, b INT NOT NULL CHECK (b IN (1, 2))) WITHOUT ROWID;",
    "ALTER TABLE t ADD c INT; UPDATE t SET c = a * 7 WHERE b = 1; ALTER TABLE t DROP a;",
    "transaction",
    ["t.a dropped, partly kept at ALTER TABLE t"],
  ],
  [
    "a column that is joined with one that may be NULL",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT);",
    "ALTER TABLE t ADD c; UPDATE t SET c = a || ' ' || b; ALTER TABLE t DROP a; ALTER TABLE t DROP b;",
    "transaction",
    ["t.a dropped, partly kept at ALTER TABLE t"],
  ],
  [
    "a column as converted if its highest value is kept, or what has a certain one",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b TEXT CHECK (b IN ('x', 'y', 'z')));",
    `CREATE TABLE n (a INT); INSERT INTO n SELECT max(a) * 3 FROM t; ALTER TABLE t ADD c INT;
    UPDATE t SET c = b = 'y'; ALTER TABLE t DROP a; ALTER TABLE t DROP b;`,
    "transaction",
    [
      "t.a dropped, converted at ALTER TABLE t",
      "t.b dropped, converted at ALTER TABLE t",
    ],
  ],
  [
    "rows with NULL that neither of two copies takes",
    ONE,
    `CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
    INSERT INTO n SELECT * FROM t WHERE a > 'm'; INSERT INTO n SELECT * FROM t WHERE a <= 'm';
    DROP TABLE t; ALTER TABLE n RENAME TO t;`,
    "transaction",
    ["t 3 to 2 by copy, divided at INSERT INTO n"],
  ],
  [
    "no rows of a table that two others divide, and a column that one of them lacks",
    `CREATE TABLE t (id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('x', 'y')), a TEXT,
      b TEXT);`,
    `CREATE TABLE x AS SELECT id, a, b FROM t WHERE kind = 'x';
    CREATE TABLE y AS SELECT id, a FROM t WHERE kind = 'y'; DROP TABLE t;`,
    "transaction",
    [
      "t.kind dropped, converted at CREATE TABLE x",
      "t.b dropped, partly kept at CREATE TABLE x",
      "t 4 to 3 by copy, divided, null a at CREATE TABLE x",
    ],
  ],
  [
    "nothing but its condition by a table that two others divide, though a row has only a key",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('x', 'y')), a TEXT);",
    `CREATE TABLE x AS SELECT id, a FROM t WHERE kind = 'x';
    CREATE TABLE y AS SELECT id, a FROM t WHERE kind = 'y'; DROP TABLE t;`,
    "transaction",
    ["t.kind dropped, converted at CREATE TABLE x"],
  ],
  [
    "all rows of a table that others divide by literals but those with one of these",
    ONE,
    `CREATE TABLE x AS SELECT id, b FROM t WHERE a = 'x';
    CREATE TABLE y AS SELECT id, b FROM t WHERE a = 'y'; DROP TABLE t;`,
    "transaction",
    ["t 4 to 1 by copy, divided at CREATE TABLE x"],
  ],
  [
    "a reference as converted that becomes one by random keys",
    FAMILY,
    `ALTER TABLE users ADD COLUMN uuid TEXT; UPDATE users SET uuid = hex(randomblob(16));
    ALTER TABLE posts ADD COLUMN user TEXT;
    UPDATE posts SET user = (SELECT uuid FROM users WHERE users.id = user_id);
    CREATE TABLE n (id INTEGER PRIMARY KEY, user TEXT); INSERT INTO n SELECT id, user FROM posts;
    DROP TABLE posts; ALTER TABLE n RENAME TO posts;`,
    "transaction",
    ["posts.user_id dropped, converted at INSERT INTO n"],
  ],
  [
    "a reference as dropped if all rows get the same random key",
    FAMILY,
    `ALTER TABLE users ADD COLUMN uuid TEXT; UPDATE users SET uuid = hex(randomblob(16));
    CREATE TABLE n (id INTEGER PRIMARY KEY, user TEXT);
    INSERT INTO n SELECT id, (SELECT uuid FROM users WHERE id = id) FROM posts;
    DROP TABLE posts; ALTER TABLE n RENAME TO posts;`,
    "transaction",
    ["posts.user_id dropped at INSERT INTO n"],
  ],
  [
    "nothing but other values where texts are taken for dates, as NOT NULL demands",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT NOT NULL, day TEXT NOT NULL);",
    `UPDATE t SET at = datetime(at, '-2 hours');
    CREATE TABLE n (id INTEGER PRIMARY KEY, at TEXT NOT NULL, day INTEGER NOT NULL);
    INSERT INTO n SELECT id, at, strftime('%s', t.day) FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;`,
    "transaction",
    [
      "t.at 3 other by direct at UPDATE t SET",
      "t.day 3 other by copy, listed at INSERT INTO n",
    ],
  ],
  [
    "rows beyond a LIMIT, although those of ours have children",
    FAMILY.replace(" ON DELETE CASCADE", ""),
    `PRAGMA defer_foreign_keys = ON; CREATE TABLE backup AS SELECT * FROM users; DROP TABLE users;
    CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT);
    INSERT INTO users SELECT * FROM backup LIMIT 5; DROP TABLE backup;`,
    "transaction",
    ["users 3 to 1 by copy, more  at INSERT INTO users"],
  ],
  [
    "rows with NULL that a copy leaves out with those of another value",
    ONE,
    `CREATE TABLE n AS SELECT * FROM t WHERE a <> 'x' AND b NOT IN ('y', 'z');
    DROP TABLE t; ALTER TABLE n RENAME TO t;`,
    "transaction",
    ["t 3 to 2 by copy, NULL in a,b at CREATE TABLE n"],
  ],
  [
    "rows with NULL that a copy leaves out as it says, or for another reason",
    ONE,
    `CREATE TABLE n AS SELECT * FROM t WHERE a <> 'x' AND a IS NOT NULL;
    DROP TABLE t; ALTER TABLE n RENAME TO t;`,
    "transaction",
    ["t 3 to 2 by copy at CREATE TABLE n"],
  ],
  [
    "rows with NULL that go into neither of two tables",
    ONE,
    `CREATE TABLE high AS SELECT * FROM t WHERE a > 'm';
    CREATE TABLE low AS SELECT * FROM t WHERE NOT a > 'm'; DROP TABLE t;`,
    "transaction",
    ["t 3 to 2 by copy, divided at CREATE TABLE high"],
  ],
  [
    "nothing by copies that take one part each",
    ONE,
    `CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
    INSERT INTO n SELECT * FROM t WHERE a > 'm'; INSERT INTO n SELECT * FROM t WHERE a <= 'm';
    INSERT INTO n SELECT * FROM t WHERE a IS NULL;
    DROP TABLE t; ALTER TABLE n RENAME TO t;`,
    "transaction",
    [],
  ],
  [
    "nothing by an update of rows that a trigger would never have let in",
    `CREATE TABLE users (id TEXT PRIMARY KEY);
    CREATE TABLE skins (owner TEXT NOT NULL, place INT);
    CREATE TRIGGER skins_added BEFORE INSERT ON skins BEGIN
      SELECT RAISE(ABORT, 'no such owner') FROM (SELECT 1)
        WHERE NEW.owner NOT IN (SELECT id FROM users);
    END;
    CREATE TRIGGER skins_changed BEFORE UPDATE ON skins BEGIN
      SELECT RAISE(ABORT, 'no such owner') FROM (SELECT 1)
        WHERE NEW.owner NOT IN (SELECT id FROM users);
    END;`,
    "UPDATE skins SET place = 0 WHERE place IS NULL;",
    "transaction",
    [],
  ],
  [
    "rows that a trigger finds by the row that is updated",
    `CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);
    CREATE TABLE drafts (id INTEGER PRIMARY KEY, note INT, body TEXT);
    CREATE TRIGGER done AFTER UPDATE ON notes BEGIN DELETE FROM drafts WHERE note = old.id; END;`,
    "UPDATE notes SET body = 'none' WHERE body IS NULL;",
    "transaction",
    ["drafts 3 to 2 by indirect at UPDATE notes SET"],
  ],
  [
    "rows that a trigger deletes at an insert",
    `CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);
    CREATE TABLE drafts (id INTEGER PRIMARY KEY, body TEXT);
    CREATE TRIGGER added AFTER INSERT ON notes BEGIN DELETE FROM drafts; END;`,
    "INSERT INTO notes (body) VALUES ('first');",
    "transaction",
    ["drafts 3 to 0 by indirect at INSERT INTO notes"],
  ],
  [
    "nothing by a row of which there can be one",
    `CREATE TABLE settings (id INTEGER PRIMARY KEY, theme TEXT);
    CREATE TRIGGER one BEFORE INSERT ON settings WHEN (SELECT count(*) FROM settings) > 0 BEGIN
      SELECT RAISE(ABORT, 'only one');
    END;`,
    "INSERT INTO settings (theme) VALUES ('dark');",
    "transaction",
    [],
  ],
  [
    "rows that a trigger of the same file deletes",
    `CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);
    CREATE TABLE drafts (id INTEGER PRIMARY KEY, note INT, body TEXT);`,
    `CREATE TRIGGER done AFTER UPDATE ON notes BEGIN DELETE FROM drafts WHERE note = new.id; END;
    UPDATE notes SET body = 'none' WHERE body IS NULL;`,
    "transaction",
    ["drafts 3 to 2 by indirect at UPDATE notes SET"],
  ],
  [
    "a search index that is created again, without its rows",
    "CREATE VIRTUAL TABLE search USING fts5 (title);",
    `INSERT INTO search VALUES ('old'); DROP TABLE search;
    CREATE VIRTUAL TABLE search USING fts5 (title, body);`,
    "transaction",
    ["search dropped, back at DROP TABLE search"],
  ],
  [
    "nothing by a search index that is created and filled again",
    `CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
    CREATE VIRTUAL TABLE search USING fts5 (title);`,
    `DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5 (title, body);
    INSERT INTO search (rowid, title, body) SELECT id, title, body FROM notes;`,
    "transaction",
    [],
  ],
  [
    "nothing by a search index that another one replaces",
    "CREATE VIRTUAL TABLE search USING fts5 (title);",
    `CREATE VIRTUAL TABLE n USING fts5 (title, body); INSERT INTO n (title) SELECT title FROM search;
    DROP TABLE search; ALTER TABLE n RENAME TO search;`,
    "transaction",
    [],
  ],
  [
    "an update that a trigger refuses of any row",
    `CREATE TABLE log (id INTEGER PRIMARY KEY, text TEXT);
    CREATE TRIGGER log_kept BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is kept'); END;`,
    "UPDATE log SET text = 'none' WHERE text IS NULL OR id > 0;",
    "transaction",
    ["failed: the log is kept at UPDATE log SET"],
  ],
  [
    "a column as converted whose values are clamped",
    "CREATE TABLE shares (id INTEGER PRIMARY KEY, percent INT NOT NULL);",
    `ALTER TABLE shares ADD COLUMN share REAL;
    UPDATE shares SET share = CASE WHEN percent > 100 THEN 100.0 ELSE percent END;
    ALTER TABLE shares DROP COLUMN percent;`,
    "transaction",
    ["shares.percent dropped, converted at ALTER TABLE shares"],
  ],
  [
    "a link that is dropped, although its parent is in a new table",
    `CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT);
    CREATE TABLE posts (id TEXT PRIMARY KEY, user_id TEXT REFERENCES users (id), body TEXT);`,
    `CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT); INSERT INTO people SELECT * FROM users;
    CREATE TABLE articles (id TEXT PRIMARY KEY, body TEXT);
    INSERT INTO articles SELECT id, body FROM posts;
    DROP TABLE posts; DROP TABLE users;`,
    "transaction",
    ["posts.user_id dropped at INSERT INTO articles"],
  ],
  [
    "a column that only rows with another value keep in a new one",
    "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, bio TEXT);",
    `ALTER TABLE users ADD COLUMN about TEXT;
    UPDATE users SET about = bio WHERE email IS NOT NULL; ALTER TABLE users DROP COLUMN bio;`,
    "transaction",
    ["users.bio dropped, partly kept, null email at ALTER TABLE users"],
  ],
  [
    "a column of which every row gets the value of one",
    "CREATE TABLE users (id INTEGER PRIMARY KEY, bio TEXT);",
    `ALTER TABLE users ADD COLUMN about TEXT;
    UPDATE users SET about = (SELECT bio FROM users); ALTER TABLE users DROP COLUMN bio;`,
    "transaction",
    ["users.bio dropped, partly kept at ALTER TABLE users"],
  ],
  [
    "texts that are numbers in the column that replaces theirs",
    "CREATE TABLE users (id INTEGER PRIMARY KEY, code TEXT);",
    `ALTER TABLE users ADD COLUMN number INTEGER;
    UPDATE users SET number = code; ALTER TABLE users DROP COLUMN code;`,
    "transaction",
    ["users.code 1 number by copy, listed, number code at UPDATE users SET"],
  ],
  [
    "a column of a rebuilt table of which every row gets the value of one",
    ONE,
    `CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT, b TEXT); INSERT INTO n (id, b) SELECT id, b FROM t;
    UPDATE n SET a = (SELECT a FROM t); DROP TABLE t; ALTER TABLE n RENAME TO t;`,
    "transaction",
    ["t.a 1 same by copy, listed at UPDATE n SET"],
  ],
  [
    "a column that the copy of a copy leaves out",
    ONE,
    `CREATE TABLE backup AS SELECT * FROM t; DROP TABLE t; ${ONE}
    INSERT INTO t (id, b) SELECT id, b FROM backup; DROP TABLE backup;`,
    "transaction",
    ["t.a 2 null by copy at INSERT INTO t"],
  ],
  [
    "rows of the updated table that a trigger deletes with those of another one",
    FAMILY,
    `CREATE TRIGGER r AFTER UPDATE ON posts BEGIN DELETE FROM users; END;
    UPDATE posts SET user_id = user_id;`,
    "transaction",
    [
      "posts 3 to 0 by indirect at UPDATE posts SET",
      "users 3 to 0 by indirect at UPDATE posts SET",
    ],
  ],
  [
    "rows that a copy writes once for each match",
    FAMILY,
    `CREATE TABLE n (number INTEGER PRIMARY KEY, id INT, name TEXT, bio TEXT);
    INSERT INTO n (id, name, bio) SELECT u.id, name, bio FROM users u LEFT JOIN posts p ON p.user_id = u.id;
    DROP TABLE posts; DROP TABLE users; ALTER TABLE n RENAME TO users;`,
    "transaction",
    [
      "users 3 and 1 more, equal user_id at INSERT INTO n",
      "posts dropped at DROP TABLE posts",
    ],
  ],
  [
    "what two rows of a child do whose foreign key the rebuild of its parent breaks",
    FAMILY,
    `ALTER TABLE users RENAME TO old; CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT);
    INSERT INTO users SELECT o.id, name, bio FROM old o LEFT JOIN posts p ON p.user_id = o.id;
    DROP TABLE old;`,
    "shell",
    [
      "failed: UNIQUE constraint failed: users.id, equal user_id at INSERT INTO users",
      "posts references old at DROP TABLE old",
      "users dropped, back, equal user_id at DROP TABLE old",
    ],
  ],
  [
    "nothing by rows that a copy writes once for each of another table, with its key",
    FAMILY,
    `CREATE TABLE n (user INT, post INT, name TEXT, bio TEXT, PRIMARY KEY (user, post));
    INSERT INTO n SELECT u.id, p.id, name, bio FROM users u, posts p;
    DROP TABLE posts; CREATE TABLE posts AS SELECT post AS id, user AS user_id FROM n;
    DROP TABLE users;`,
    "transaction",
    [],
  ],
  [
    "a column whose values are gathered elsewhere, without the rows that had them",
    ONE,
    `CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);
    INSERT INTO tags (name) SELECT DISTINCT a FROM t; ALTER TABLE t DROP COLUMN a;`,
    "transaction",
    ["t.a dropped, partly kept at ALTER TABLE t"],
  ],
  [
    "a column of which only one of several rows with the same value keeps it",
    ONE,
    `CREATE TABLE part (owner INT, a TEXT); INSERT INTO part SELECT id, a FROM t GROUP BY a;
    ALTER TABLE t DROP COLUMN a;`,
    "transaction",
    ["t.a dropped, partly kept, equal a at ALTER TABLE t"],
  ],
  [
    "nothing by a column whose values are gathered elsewhere, with a table of links",
    ONE,
    `CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE links (t INT, tag INT);
    INSERT INTO tags (name) SELECT DISTINCT a FROM t;
    INSERT INTO links SELECT t.id, tags.id FROM t JOIN tags ON name = a; ALTER TABLE t DROP COLUMN a;`,
    "transaction",
    [],
  ],
  [
    "a NOT NULL that rows violate which link two others",
    `CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE teams (id INTEGER PRIMARY KEY);
    CREATE TABLE members (u INT REFERENCES users, t INT REFERENCES teams, role TEXT, PRIMARY KEY (u, t));`,
    `CREATE TABLE n (u INT REFERENCES users, t INT REFERENCES teams, role TEXT NOT NULL, PRIMARY KEY (u, t));
    INSERT INTO n SELECT * FROM members; DROP TABLE members; ALTER TABLE n RENAME TO members;`,
    "transaction",
    ["NULL failed: NOT NULL constraint failed: n.role at INSERT INTO n"],
  ],
  [
    "columns that a copy swaps, although the default of one is computed",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, made TEXT DEFAULT CURRENT_TIMESTAMP, note TEXT);",
    `CREATE TABLE n (id INTEGER PRIMARY KEY, made TEXT DEFAULT CURRENT_TIMESTAMP, note TEXT);
    INSERT INTO n (id, made, note) SELECT id, note, made FROM t;
    DROP TABLE t; ALTER TABLE n RENAME TO t;`,
    "transaction",
    [
      "t.made 2 other by copy, listed, from note at INSERT INTO n",
      "t.note 2 other by copy, listed, from made at INSERT INTO n",
    ],
  ],
  [
    "nothing by a column that moves for all rows that have one",
    "CREATE TABLE users (id INTEGER PRIMARY KEY, bio TEXT);",
    `ALTER TABLE users ADD COLUMN about TEXT DEFAULT 'none';
    UPDATE users SET about = bio WHERE bio IS NOT NULL; ALTER TABLE users DROP COLUMN bio;`,
    "transaction",
    [],
  ],
  [
    "nothing by a link that moves to a table of its own",
    `CREATE TABLE users (id TEXT PRIMARY KEY);
    CREATE TABLE groups (user_id TEXT NOT NULL REFERENCES users (id), name TEXT NOT NULL,
      PRIMARY KEY (user_id, name));`,
    `ALTER TABLE groups RENAME TO old_groups;
    CREATE TABLE groups (id TEXT PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE members (user_id TEXT NOT NULL REFERENCES users (id),
      group_id TEXT NOT NULL REFERENCES groups (id));
    INSERT INTO groups SELECT hex(randomblob(8)), name FROM (SELECT DISTINCT name FROM old_groups);
    INSERT INTO members SELECT user_id, groups.id FROM old_groups JOIN groups USING (name);
    DROP TABLE old_groups;`,
    "transaction",
    [],
  ],
  [
    "nothing by an update of rows that triggers keep a search index of",
    `CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT NOT NULL, note TEXT);
    CREATE VIRTUAL TABLE search USING fts5 (body, content = 'docs', content_rowid = 'id');
    CREATE TRIGGER docs_updated AFTER UPDATE ON docs BEGIN
      INSERT INTO search (search, rowid, body) VALUES ('delete', old.id, old.body);
      INSERT INTO search (rowid, body) VALUES (new.id, new.body);
    END;`,
    "UPDATE docs SET note = 'none' WHERE note IS NULL;",
    "transaction",
    [],
  ],
  [
    "a table that is created again, whatever the random defaults of its rows",
    `CREATE TABLE logs (id TEXT PRIMARY KEY,
      token TEXT NOT NULL DEFAULT (hex(randomblob(8))) CHECK (token NOT LIKE '% %'));`,
    `DROP TABLE logs;
    CREATE TABLE logs (id INTEGER PRIMARY KEY,
      token TEXT NOT NULL DEFAULT (hex(randomblob(8))) CHECK (token NOT LIKE '% %'));`,
    "transaction",
    ["logs dropped, back at DROP TABLE logs"],
  ],
  [
    "the numbers of rows whose copy leaves out the key, and not a row",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);",
    `CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x');
    INSERT INTO n (a) SELECT a FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;`,
    "transaction",
    ["t.id 3 other by copy at INSERT INTO n"],
  ],
  [
    "nothing by a copy that makes as many rows as a number says",
    "CREATE TABLE scenes (id INTEGER PRIMARY KEY, plays INT NOT NULL);",
    `CREATE TABLE views (n INT CHECK (n < 100000), scene INT REFERENCES scenes (id));
    WITH RECURSIVE numbers AS (
      SELECT 1 AS n UNION ALL
      SELECT n + 1 FROM numbers WHERE n < (SELECT max(plays) FROM scenes)
    )
    INSERT INTO views SELECT n, scenes.id FROM scenes JOIN numbers ON n <= plays;`,
    "transaction",
    [],
  ],
  [
    "nothing by a walk through a tree from its root",
    "CREATE TABLE spaces (id INTEGER PRIMARY KEY, parent INT REFERENCES spaces (id), name TEXT);",
    `ALTER TABLE spaces ADD COLUMN root INT;
    WITH RECURSIVE up AS (
      SELECT id AS root, id FROM spaces WHERE parent IS NULL
      UNION ALL SELECT up.root, spaces.id FROM spaces JOIN up ON spaces.parent = up.id
    )
    UPDATE spaces SET root = (SELECT root FROM up WHERE up.id = spaces.id);
    CREATE TABLE n (id INTEGER PRIMARY KEY, parent INT REFERENCES n (id), name TEXT,
      root INT NOT NULL);
    INSERT INTO n SELECT * FROM spaces; DROP TABLE spaces; ALTER TABLE n RENAME TO spaces;`,
    "transaction",
    [],
  ],
  [
    "nothing by a rebuild of what references a row with JSON and one of a few words",
    `CREATE TABLE jobs (id TEXT PRIMARY KEY, kind TEXT CHECK (kind IN ('a', 'b')),
      action TEXT NOT NULL, type TEXT AS (json_extract(action, '$.type')));
    CREATE INDEX jobs_type ON jobs (type);
    CREATE TABLE logs (job TEXT PRIMARY KEY REFERENCES jobs (id), text TEXT);`,
    `CREATE TABLE n (job TEXT NOT NULL REFERENCES jobs (id), text TEXT);
    INSERT INTO n SELECT * FROM logs; DROP TABLE logs; ALTER TABLE n RENAME TO logs;`,
    "transaction",
    [],
  ],
  [
    "only a NULL in a key whose parent took no row of ours",
    `CREATE TABLE jobs (id TEXT PRIMARY KEY CHECK (id GLOB 'job-[0-9]'));
    CREATE TABLE logs (job TEXT PRIMARY KEY REFERENCES jobs (id), text TEXT);`,
    `CREATE TABLE n (job TEXT NOT NULL REFERENCES jobs (id), text TEXT);
    INSERT INTO n SELECT * FROM logs; DROP TABLE logs; ALTER TABLE n RENAME TO logs;`,
    "transaction",
    ["NULL failed: NOT NULL constraint failed: n.job at INSERT INTO n"],
  ],
  [
    "a value that a copy converts as changed, though nothing else is the row's own",
    `CREATE TABLE movies (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE scenes (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE movies_scenes (movie INT REFERENCES movies (id), scene INT REFERENCES scenes (id),
      position VARCHAR(9));`,
    `ALTER TABLE movies_scenes RENAME TO old;
    CREATE TABLE movies_scenes (movie INT REFERENCES movies (id), scene INT REFERENCES scenes (id),
      position TINYINT);
    INSERT INTO movies_scenes SELECT movie, scene, CAST(position AS TINYINT) FROM old;
    DROP TABLE old;`,
    "transaction",
    ["movies_scenes.position 2 other by copy, listed at INSERT INTO movies_scenes"],
  ],
  [
    "that a dropped column is read by a copy, though no row gets that far",
    `CREATE TABLE assets (id INTEGER PRIMARY KEY, hash TEXT);
    CREATE TABLE events (id INTEGER PRIMARY KEY, asset INT REFERENCES assets (id), proof TEXT,
      note TEXT);`,
    `CREATE TABLE outputs (event INT, hash TEXT CHECK (hash GLOB '0x*'));
    INSERT INTO outputs SELECT events.id, hash FROM events JOIN assets ON assets.id = asset;
    CREATE TABLE proofs (event INT, proof TEXT);
    INSERT INTO proofs SELECT id, proof FROM events;
    ALTER TABLE events DROP COLUMN proof;
    ALTER TABLE events DROP COLUMN note;`,
    "transaction",
    [
      "failed: CHECK constraint failed: hash GLOB '0x*' at INSERT INTO outputs",
      "events.proof dropped, converted at ALTER TABLE events",
      "events.note dropped at ALTER TABLE events",
    ],
  ],
  [
    "nothing by the drop of an index of another table's text",
    `CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT);
    CREATE VIRTUAL TABLE books_fts USING fts5 (title, content=books, content_rowid=id);
    CREATE VIRTUAL TABLE notes USING fts5 (text);`,
    "DROP TABLE books_fts; DROP TABLE notes;",
    "transaction",
    ["notes dropped at DROP TABLE notes"],
  ],
  [
    "nothing by a join whose rows belong together without a foreign key",
    `CREATE TABLE clients (address TEXT PRIMARY KEY, key TEXT);
    CREATE TABLE credits (address TEXT PRIMARY KEY, amount INT);`,
    `CREATE TABLE c (id INTEGER PRIMARY KEY, address TEXT UNIQUE, key TEXT);
    INSERT INTO c (address, key) SELECT address, key FROM clients;
    DROP TABLE clients; ALTER TABLE c RENAME TO clients;
    CREATE TABLE n (client INTEGER PRIMARY KEY REFERENCES clients (id), amount INT);
    INSERT INTO n SELECT t.id, credits.amount FROM clients AS t JOIN credits
      ON t.address = credits.address;
    DROP TABLE credits; ALTER TABLE n RENAME TO credits;`,
    "transaction",
    ["credits.address dropped, converted at INSERT INTO n"],
  ],
  [
    "nothing by a join that compares the owner of both rows as well",
    `CREATE TABLE logins (id TEXT PRIMARY KEY, owner TEXT NOT NULL, person TEXT);
    CREATE TABLE names (id TEXT PRIMARY KEY, login TEXT NOT NULL REFERENCES logins (id),
      owner TEXT NOT NULL);`,
    `CREATE TABLE n (id TEXT PRIMARY KEY, login TEXT REFERENCES logins (id), owner TEXT NOT NULL,
      person TEXT);
    INSERT INTO n SELECT names.id, login, names.owner, l.person FROM names
      INNER JOIN logins l ON names.login = l.id AND names.owner = l.owner;
    DROP TABLE names; ALTER TABLE n RENAME TO names;`,
    "transaction",
    [],
  ],
  [
    "nothing by a comma between tables, of which one names rows of the other",
    `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author INT NOT NULL);`,
    `CREATE TABLE n (id INTEGER PRIMARY KEY, author INT NOT NULL, name TEXT);
    INSERT INTO n SELECT p.id, p.author, u.name FROM posts AS p, users u WHERE p.author = u.id;
    DROP TABLE posts; ALTER TABLE n RENAME TO posts;`,
    "transaction",
    [],
  ],
  [
    "nothing by a lookup of what a column names without a foreign key",
    `CREATE TABLE spaces (id INTEGER PRIMARY KEY, root INT NOT NULL, name TEXT NOT NULL);`,
    `ALTER TABLE spaces ADD COLUMN root_name TEXT;
    UPDATE spaces SET root_name = (SELECT r.name FROM spaces r WHERE r.id = spaces.root);
    CREATE TABLE n (id INTEGER PRIMARY KEY, root INT NOT NULL, name TEXT NOT NULL,
      root_name TEXT NOT NULL);
    INSERT INTO n SELECT * FROM spaces; DROP TABLE spaces; ALTER TABLE n RENAME TO spaces;`,
    "transaction",
    [],
  ],
  [
    "a key that is converted, though no two rows can have the same",
    "CREATE TABLE config (key TEXT PRIMARY KEY, value TEXT);",
    `CREATE TABLE n (name TEXT, value TEXT);
    INSERT INTO n SELECT upper(key), value FROM config;
    DROP TABLE config; ALTER TABLE n RENAME TO config;`,
    "transaction",
    ["config.key dropped, converted at INSERT INTO n"],
  ],
  [
    "a table that is made again, though it took no row of ours",
    `CREATE TABLE configs (kind TEXT NOT NULL CHECK (kind GLOB '[a-c]-[0-9]'), asset BLOB);
    CREATE TABLE others (kind TEXT NOT NULL CHECK (kind GLOB '[a-c]-[0-9]'));`,
    `DROP TABLE configs; CREATE TABLE configs (name TEXT PRIMARY KEY, asset BLOB);
    CREATE TABLE n (kind TEXT NOT NULL); INSERT INTO n SELECT kind FROM others;
    DROP TABLE others; ALTER TABLE n RENAME TO others;`,
    "transaction",
    ["configs dropped, back at DROP TABLE configs"],
  ],
  [
    "a child by the drop of a parent whose CHECKs no row of ours meets",
    FAMILY.replace(
      "name TEXT",
      "name TEXT NOT NULL CHECK (name GLOB '[A-Z][a-z]*' AND typeof(bio) = 'blob')",
    ),
    REBUILD.replace("name TEXT", "name TEXT CHECK (name GLOB '[A-Z][a-z]*')"),
    "transaction",
    ["posts 3 to 0 by drop at DROP TABLE users"],
  ],
  [
    "a child although a statement before refuses our rows",
    FAMILY,
    `CREATE TABLE hashes (hash TEXT CHECK (hash GLOB '0x*'));
    INSERT INTO hashes SELECT 'x' || id FROM users; ${REBUILD}`,
    "transaction",
    [
      "failed: CHECK constraint failed: hash GLOB '0x*' at INSERT INTO hashes",
      "posts 3 to 0 by drop at DROP TABLE users",
    ],
  ],
  [
    "a child although an INSERT before references a row that we do not have",
    `${FAMILY} CREATE TABLE roles (id INTEGER PRIMARY KEY);
    CREATE TABLE grants (role INT NOT NULL REFERENCES roles (id));`,
    `INSERT INTO grants VALUES (1); ${REBUILD}`,
    "transaction",
    ["posts 3 to 0 by drop at DROP TABLE users"],
  ],
  [
    "a child although an update before fails without a key in our JSON",
    FAMILY.replace("name TEXT", "name TEXT NOT NULL"),
    `UPDATE users SET name = json_extract(name, '$.name'); ${REBUILD}`,
    "transaction",
    [
      "failed: NOT NULL constraint failed: users.name at UPDATE users SET",
      "posts 3 to 0 by drop at DROP TABLE users",
    ],
  ],
  [
    "a table that references itself by the drop of the old one",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, parent INT REFERENCES t (id) ON DELETE CASCADE, a TEXT);",
    `CREATE TABLE n (id INTEGER PRIMARY KEY, parent INT REFERENCES t (id) ON DELETE CASCADE, a TEXT);
    INSERT INTO n SELECT * FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;`,
    "transaction",
    ["t 3 to 1 by drop at DROP TABLE t"],
  ],
  [
    "what a copy leaves out of the only row that a table can have",
    "CREATE TABLE t (id INTEGER PRIMARY KEY CHECK (id = 1), a TEXT);",
    `CREATE TABLE n (id INTEGER PRIMARY KEY CHECK (id = 1), a TEXT);
    INSERT INTO n (id) SELECT id FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;`,
    "transaction",
    ["t.a 1 null by copy at INSERT INTO n"],
  ],
  [
    "nothing by a rebuild with a CHECK that no row of ours meets",
    "CREATE TABLE t (id BLOB PRIMARY KEY CHECK (typeof(id) = 'blob' AND length(id) = 16), a TEXT);",
    `CREATE TABLE n (id BLOB PRIMARY KEY CHECK (typeof(id) = 'blob' AND length(id) = 16), a TEXT,
      b TEXT CHECK (b <> ''));
    INSERT INTO n (id, a) SELECT id, a FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;`,
    "transaction",
    [],
  ],
  ["a child by the drop of its rebuilt parent", FAMILY, REBUILD, "transaction", [
    "posts 3 to 0 by drop at DROP TABLE users",
  ]],
  [
    "a copy by a condition that none of our rows satisfies, as what the copy asks for",
    "CREATE TABLE a (id TEXT PRIMARY KEY, data TEXT, size INT);",
    `CREATE TABLE n (id TEXT PRIMARY KEY, data TEXT, size INT NOT NULL);
    INSERT INTO n SELECT id, data, size FROM a WHERE data = 'known' AND size IS NOT NULL;
    DROP TABLE a; ALTER TABLE n RENAME TO a;`,
    "transaction",
    ["a 3 to 0 by copy at INSERT INTO n"],
  ],
  [
    "links whose columns were renamed by a rebuild, by the drop that came later",
    `CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT);
    CREATE TABLE teams (id TEXT PRIMARY KEY, name TEXT);
    CREATE TABLE members (teamId TEXT REFERENCES teams (id) ON DELETE CASCADE,
      userId TEXT REFERENCES users (id) ON DELETE CASCADE, PRIMARY KEY (teamId, userId));`,
    `CREATE TABLE m (team_id TEXT REFERENCES teams (id) ON DELETE CASCADE,
      user_id TEXT REFERENCES users (id) ON DELETE CASCADE, PRIMARY KEY (team_id, user_id));
    INSERT INTO m SELECT teamId, userId FROM members; DROP TABLE members;
    ALTER TABLE m RENAME TO members;
    CREATE TABLE n (id TEXT PRIMARY KEY, name TEXT NOT NULL);
    INSERT INTO n SELECT id, ifnull(name, '') FROM users; DROP TABLE users;
    ALTER TABLE n RENAME TO users;`,
    "transaction",
    ["members 3 to 0 by drop at DROP TABLE users"],
  ],
  [
    "a child, whatever the file says of foreign keys in a transaction",
    FAMILY,
    `PRAGMA foreign_keys=OFF; ${REBUILD} PRAGMA foreign_keys=ON;`,
    "wrangler",
    ["posts 3 to 0 by drop at DROP TABLE users"],
  ],
  ["keys by the drop of a parent", FAMILY.replace("CASCADE", "SET NULL"), REBUILD, "sqlx", [
    "posts.user_id 3 null by drop at DROP TABLE users",
  ]],
  [
    "a column that a copy leaves out",
    ONE,
    "CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT, b TEXT); INSERT INTO n (id, a) SELECT id, a FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    "transaction",
    ["t.b 2 null by copy at INSERT INTO n"],
  ],
  [
    "columns that a copy swaps",
    ONE,
    "CREATE TABLE n (id INTEGER PRIMARY KEY, b TEXT, a TEXT); INSERT INTO n SELECT * FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    "transaction",
    [
      "t.a 2 other by copy, listed, from b at INSERT INTO n",
      "t.b 2 other by copy, listed, from a at INSERT INTO n",
    ],
  ],
  [
    "a column that a copy sets to another one",
    ONE,
    "CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT, b TEXT); INSERT INTO n SELECT id, b, b FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    "transaction",
    ["t.a 2 other by copy, listed at INSERT INTO n"],
  ],
  [
    "a column that a rebuild no longer has",
    ONE,
    "CREATE TABLE n (id INTEGER PRIMARY KEY, b TEXT); INSERT INTO n (id, b) SELECT id, b FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    "transaction",
    ["t.a dropped at INSERT INTO n"],
  ],
  [
    "what a column held that a rebuild computes from then on",
    ONE,
    "CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT AS (b || '!'), b TEXT); INSERT INTO n (id, b) SELECT id, b FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    "transaction",
    ["t.a dropped, back at INSERT INTO n"],
  ],
  [
    "a value that a copy computes, though the default is computed as well",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, made TIMESTAMP NOT NULL);",
    "CREATE TABLE n (id INTEGER PRIMARY KEY, made INT NOT NULL DEFAULT (unixepoch())); INSERT INTO n (id, made) SELECT id, strftime('%s', made) FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    "transaction",
    ["t.made 3 default by copy, listed at INSERT INTO n"],
  ],
  [
    "a child that was rebuilt under other names before its parent was dropped",
    FAMILY,
    `CREATE TABLE p (id INTEGER PRIMARY KEY, owner INT REFERENCES users (id) ON DELETE CASCADE);
    INSERT INTO p SELECT * FROM posts; DROP TABLE posts; ALTER TABLE p RENAME TO posts; ${REBUILD}`,
    "transaction",
    ["posts 3 to 0 by drop at DROP TABLE users"],
  ],
  [
    "a flag that is carried to another table",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, done BOOLEAN NOT NULL);",
    "CREATE TABLE u (t INT, done BOOLEAN); INSERT INTO u SELECT id, done FROM t; ALTER TABLE t DROP done;",
    "transaction",
    ["t.done dropped, converted at ALTER TABLE t"],
  ],
  [
    "a flag that is carried to another table, beside a column that is called rowid",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, rowid TEXT, done BOOLEAN NOT NULL);",
    "CREATE TABLE u (t INT, done BOOLEAN); INSERT INTO u SELECT id, done FROM t; ALTER TABLE t DROP done;",
    "transaction",
    ["t.done dropped, converted at ALTER TABLE t"],
  ],
  [
    "a flag that nothing reads, though other values are made of chance",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, done BOOLEAN NOT NULL);",
    "CREATE TABLE u (t INT, key BLOB); INSERT INTO u SELECT id, randomblob(8) FROM t; ALTER TABLE t DROP done;",
    "transaction",
    ["t.done dropped at ALTER TABLE t"],
  ],
  [
    "what a file drops that opens its own transaction",
    ONE,
    "BEGIN; DROP TABLE t; COMMIT;",
    "golang-migrate",
    ["t dropped at DROP TABLE t"],
  ],
  [
    "a column whose check says what it may not be",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT CHECK (a <> ''), b TEXT CHECK (b <> 'b'));",
    "CREATE TABLE n (id INTEGER PRIMARY KEY, c TEXT, d TEXT); INSERT INTO n (id) SELECT id FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    "transaction",
    ["t.a dropped at INSERT INTO n", "t.b dropped at INSERT INTO n"],
  ],
  ["a table", ONE, "DROP TABLE t;", "transaction", ["t dropped at DROP TABLE t"]],
  ["a table under another name", ONE, "ALTER TABLE t RENAME TO zz; DROP TABLE zz;", "transaction", [
    "t dropped at DROP TABLE zz",
  ]],
  [
    "a table that was there already",
    ONE,
    "CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY); DROP TABLE t;",
    "transaction",
    ["t dropped at DROP TABLE t"],
  ],
  ["a table that comes back empty", ONE, `DROP TABLE t; ${ONE}`, "transaction", [
    "t dropped, back at DROP TABLE t",
  ]],
  ["a column", ONE, "ALTER TABLE t DROP COLUMN a;", "transaction", [
    "t.a dropped at ALTER TABLE t",
  ]],
  [
    "a column that comes back empty",
    ONE,
    "ALTER TABLE t DROP COLUMN a; ALTER TABLE t ADD COLUMN a TEXT;",
    "transaction",
    ["t.a dropped, back at ALTER TABLE t"],
  ],
  ["rows that are deleted", ONE, "DELETE FROM t;", "transaction", [
    "t 3 to 0 by direct at DELETE FROM t",
  ]],
  ["rows that a deleted parent takes along", FAMILY, "DELETE FROM users;", "transaction", [
    "posts 3 to 0 by indirect at DELETE FROM users",
    "users 3 to 0 by direct at DELETE FROM users",
  ]],
  ["values that are set", ONE, "UPDATE t SET a = NULL;", "transaction", [
    "t.a 2 null by direct at UPDATE t SET",
  ]],
  [
    "a key that a rename took along",
    FAMILY,
    "ALTER TABLE users RENAME TO old; CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT); INSERT INTO users SELECT * FROM old; DROP TABLE old;",
    "dbmate",
    ["posts references old at DROP TABLE old"],
  ],
  [
    "a column that filled tables refuse",
    ONE,
    "ALTER TABLE t ADD COLUMN c TEXT DEFAULT (random());",
    "sqlx",
    [
      "failed: Cannot add a column with non-constant default at ALTER TABLE t",
    ],
  ],
  [
    "a dropped table beside a new one much like it, in a file that rows stop",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE u (id INTEGER PRIMARY KEY);",
    "DROP TABLE t; CREATE TABLE v (id INTEGER PRIMARY KEY, a TEXT); ALTER TABLE u ADD b TEXT NOT NULL;",
    "prisma",
    [
      "t dropped at DROP TABLE t",
      "failed: Cannot add a NOT NULL column with default value NULL at ALTER TABLE u",
    ],
  ],
  [
    "what stops a file, and no table lost that goes on under another name",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE u (id INTEGER PRIMARY KEY);",
    `ALTER TABLE t RENAME TO old; CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT);
    INSERT INTO n SELECT * FROM old; DROP TABLE old; ALTER TABLE n RENAME TO v;
    ALTER TABLE u ADD b TEXT NOT NULL;`,
    "prisma",
    ["failed: Cannot add a NOT NULL column with default value NULL at ALTER TABLE u"],
  ],
  [
    "a table beside what no statement names",
    "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT);",
    "DELETE FROM sqlite_sequence; DROP TABLE t;",
    "transaction",
    ["t dropped at DROP TABLE t"],
  ],
  ["a drop that a child forbids", FAMILY.replace("CASCADE", "RESTRICT"), REBUILD, "transaction", [
    "failed: FOREIGN KEY constraint failed at DROP TABLE users",
  ]],
])("judgeFiles() sees %s", async (_, before, text, runner, expected) => {
  assert.deepEqual(await effectsOf(before, text, runner), expected);
});

Deno.test.each([
  ["a rebuild with foreign keys off", FAMILY, REBUILD, "dbmate"],
  ["a rebuild outside of a transaction", FAMILY, `PRAGMA foreign_keys=OFF; ${REBUILD}`, "prisma"],
  [
    "a family that is set aside and made again",
    FAMILY,
    `SAVEPOINT penumbra; PRAGMA defer_foreign_keys = ON;
    ALTER TABLE users RENAME TO __penumbra_old_users; ALTER TABLE posts RENAME TO __penumbra_old_posts;
    CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT DEFAULT 'x');
    CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INT REFERENCES users (id) ON DELETE CASCADE);
    INSERT INTO users SELECT * FROM __penumbra_old_users; INSERT INTO posts SELECT * FROM __penumbra_old_posts;
    CREATE TABLE __penumbra_gate (arrived CHECK (arrived));
    INSERT INTO __penumbra_gate SELECT 1 WHERE (SELECT count(*) FROM posts) = (SELECT count(*) FROM __penumbra_old_posts);
    INSERT OR ROLLBACK INTO __penumbra_gate SELECT count(*) FROM __penumbra_gate;
    DROP TABLE __penumbra_gate; DROP TABLE __penumbra_old_posts; DROP TABLE __penumbra_old_users; RELEASE penumbra;`,
    "transaction",
  ],
  [
    "a rename and a rebuild in one",
    "CREATE TABLE abc (id INTEGER PRIMARY KEY, a TEXT);",
    "CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'q'); INSERT INTO n SELECT * FROM abc; DROP TABLE abc; ALTER TABLE n RENAME TO xyz;",
    "transaction",
  ],
  [
    "a table that is moved",
    ONE,
    "CREATE TABLE u (x, y, z); INSERT INTO u SELECT * FROM t; DROP TABLE t;",
    "shell",
  ],
  [
    "a column that is moved",
    ONE,
    "CREATE TABLE u (t INT, a TEXT); INSERT INTO u SELECT id, a FROM t; ALTER TABLE t DROP a;",
    "shell",
  ],
  [
    "a column that a rebuild renames",
    ONE,
    "CREATE TABLE n (id INTEGER PRIMARY KEY, c TEXT, b TEXT); INSERT INTO n SELECT id, a, b FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    "transaction",
  ],
  [
    "a column that a rebuild computes from where it is copied",
    ONE,
    "CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT AS (c), c TEXT, b TEXT); INSERT INTO n (id, c, b) SELECT id, a, b FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    "transaction",
  ],
  [
    "a column that is swapped for a new one",
    ONE,
    "ALTER TABLE t ADD c TEXT; UPDATE t SET c = a; ALTER TABLE t DROP a; ALTER TABLE t RENAME c TO a;",
    "transaction",
  ],
  [
    "a column that a new one takes the name of",
    ONE,
    "ALTER TABLE t RENAME a TO c; ALTER TABLE t ADD a TEXT; UPDATE t SET a = c; ALTER TABLE t DROP c;",
    "transaction",
  ],
  [
    "a table of links that becomes another one",
    `${ONE} CREATE TABLE u (id INTEGER PRIMARY KEY);
    CREATE TABLE links (t INT NOT NULL REFERENCES t, u INT NOT NULL REFERENCES u, PRIMARY KEY (t, u));`,
    "CREATE TABLE tu (id TEXT PRIMARY KEY, t INT, u INT); INSERT INTO tu SELECT t || '-' || u, t, u FROM links; DROP TABLE links;",
    "transaction",
  ],
  [
    "texts that are taken for JSON",
    ONE,
    "ALTER TABLE t ADD c INT; UPDATE t SET c = json_extract(a, '$[0].number');",
    "transaction",
  ],
  [
    "texts that a generated column takes for JSON",
    `CREATE TABLE t (id BLOB PRIMARY KEY, a TEXT NOT NULL DEFAULT '', kind TEXT AS (json_extract(a, '$.kind')));
    CREATE INDEX t_kind ON t (kind);
    CREATE TABLE logs (t BLOB PRIMARY KEY REFERENCES t, text TEXT);`,
    "CREATE TABLE n (t BLOB NOT NULL REFERENCES t, text TEXT); INSERT INTO n SELECT * FROM logs; DROP TABLE logs; ALTER TABLE n RENAME TO logs;",
    "transaction",
  ],
  [
    "a column that is renamed and dropped elsewhere",
    ONE,
    "ALTER TABLE t RENAME COLUMN a TO c;",
    "transaction",
  ],
  [
    "another type",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT);",
    "CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO n SELECT * FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    "transaction",
  ],
  [
    "a table of the files themselves",
    ONE,
    "CREATE TABLE u (x); INSERT INTO u VALUES (1); DROP TABLE u;",
    "transaction",
  ],
  [
    "a child whose own parent is far from what is rebuilt",
    `CREATE TABLE farther (id INTEGER PRIMARY KEY);
    CREATE TABLE far (id INTEGER PRIMARY KEY, f INT REFERENCES farther);
    CREATE TABLE mid (id INTEGER PRIMARY KEY, f INT REFERENCES far);
    CREATE TABLE aunt (id INTEGER PRIMARY KEY, m INT REFERENCES mid);
    ${FAMILY.replace("user_id INT", "aunt INT REFERENCES aunt, user_id INT")}`,
    REBUILD,
    "dbmate",
  ],
])("judgeFiles() finds nothing in %s", async (_, before, text, runner) => {
  assert.deepEqual(await effectsOf(before, text, runner), []);
});

Deno.test("judgeFiles() has NULL in columns that a rebuild makes NOT NULL, with a default or not", async () => {
  const before = "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT DEFAULT 'q');";
  const rebuild = (column: string, copied: string) =>
    `CREATE TABLE n (id INTEGER PRIMARY KEY, x TEXT ${column}); INSERT INTO n (id, x) ` +
    `SELECT id, ${copied} FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;`;
  const refused = ["NULL failed: NOT NULL constraint failed: n.x at INSERT INTO n"];
  assert.deepEqual(await effectsOf(before, rebuild("NOT NULL DEFAULT 'q'", "x")), refused);
  assert.deepEqual(await effectsOf(before, rebuild("NOT NULL", "x")), refused);
  assert.deepEqual(await effectsOf(before, rebuild("NOT NULL DEFAULT 'q'", "ifnull(x, '')")), []);
});

Deno.test("judgeFiles() carries rows through files, so that a rebuild may span several", async () => {
  const files = [
    "CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT, b TEXT);",
    "INSERT INTO n SELECT * FROM t;",
    "DROP TABLE t;",
    "ALTER TABLE n RENAME TO t;",
  ];
  assert.deepEqual(await effectsOf(ONE, files), []);
  assert.deepEqual(await effectsOf(ONE, files.toSpliced(1, 1)), [
    "t dropped, back at DROP TABLE t",
  ]);
});

Deno.test("judgeFiles() finds losses if a runner continues after an error", async () => {
  const text =
    `CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT CHECK (a = 'never' AND id < 0), b TEXT);
    INSERT INTO n SELECT * FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;`;
  assert.deepEqual(await effectsOf(ONE, text, "shell"), [
    "failed: CHECK constraint failed: a = 'never' AND id < 0 at INSERT INTO n",
    "t dropped, back at DROP TABLE t",
  ]);
});

Deno.test("judgeFiles() passes over a virtual column that cannot be computed from rows", async () => {
  const before =
    `CREATE TABLE t (id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('a', 'b')),
    body TEXT NOT NULL DEFAULT '');`;
  const column = "ALTER TABLE t ADD COLUMN k TEXT AS (json_extract(body, '$.k'));";
  for (const runner of ["transaction", "shell"]) {
    assert.deepEqual(await effectsOf(before, column, runner), []);
    const index = `${column} CREATE INDEX t_k ON t (k); DELETE FROM t;`;
    assert.deepEqual(await effectsOf(before, index, runner), [
      "failed: malformed JSON, malformed body at CREATE INDEX t_k",
      "t 3 to 0 by direct at DELETE FROM t",
    ]);
  }
});

/** A rebuild of `t` with other columns, and with these copies in it. */
function rebuilt(columns: string, copy = "INSERT INTO n SELECT id, a FROM t;"): string {
  return `CREATE TABLE n (id INTEGER PRIMARY KEY, ${columns}); ${copy}
    DROP TABLE t; ALTER TABLE n RENAME TO t;`;
}

Deno.test.each([
  ["a CHECK", rebuilt("a INT CHECK (a > 0)")],
  ["a UNIQUE in a transaction", `BEGIN; ${rebuilt("a INT UNIQUE")} COMMIT;`],
  ["a NOT NULL", rebuilt("a INT NOT NULL", "INSERT OR ABORT INTO n SELECT * FROM t ORDER BY id;")],
  [
    "a CHECK of a table that is set aside first",
    `ALTER TABLE t RENAME TO old; CREATE TABLE t (id INTEGER PRIMARY KEY, a INT CHECK (a > 0));
    INSERT INTO t (id, a) SELECT old.id, old.a FROM old; DROP TABLE old;`,
  ],
  [
    "a CHECK of a table with another name",
    `CREATE TABLE u (id INTEGER PRIMARY KEY, a INT CHECK (a > 0)); INSERT INTO u SELECT * FROM t;
    DROP TABLE t;`,
  ],
])(
  "judgeFiles() knows that %s refuses a copy, and the shell drops its source",
  async (_, text) => {
    const before = "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT);";
    const effects = await effectsOf(before, text, "shell");
    assert.match(effects.join("\n"), /^t dropped(, back)? at DROP TABLE (t|old)$/m);
    const others = await effectsOf(before, text, "transaction");
    assert.doesNotMatch(others.join("\n"), /dropped/);
  },
);

Deno.test.each([
  ["meets a constraint that its source had", rebuilt("a INT CHECK (a > 0)")],
  [
    "leaves out what would be refused",
    rebuilt("a INT CHECK (a > 1)", "INSERT INTO n SELECT id, a FROM t WHERE a > 1;"),
  ],
  [
    "computes other values",
    rebuilt("a INT CHECK (a > 1)", "INSERT INTO n SELECT id, max(a, 2) FROM t;"),
  ],
  [
    "comes after an update of its source",
    `UPDATE t SET a = id + 10000; ${rebuilt("a INT UNIQUE")}`,
  ],
  ["comes before a unique index", `${rebuilt("a INT")} CREATE UNIQUE INDEX u ON t (a);`],
])("judgeFiles() loses nothing in the shell by a copy that %s", async (_, text) => {
  const before = "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT CHECK (a > 0));";
  const effects = await effectsOf(before, text, "shell");
  assert.doesNotMatch(effects.join("\n"), /t dropped/);
});

/** A table with few demands, and a parent that it may reference. */
const PLAIN = `CREATE TABLE u (id INTEGER PRIMARY KEY);
  CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b TEXT);`;

/** A rebuild of that table with other definitions. */
function remade(definitions: string, select = "SELECT * FROM t"): string {
  return `CREATE TABLE n (${definitions}); INSERT INTO n ${select};
    DROP TABLE t; ALTER TABLE n RENAME TO t;`;
}

Deno.test.each([
  ["a CHECK", remade("id INTEGER PRIMARY KEY, a INT CHECK (a > 0), b TEXT"), [
    "failed: CHECK constraint failed: a > 0 at INSERT INTO n",
  ]],
  [
    "a CHECK that compares columns",
    remade("id INTEGER PRIMARY KEY, a INT, b TEXT, CHECK (length(b) < a)"),
    ["failed: CHECK constraint failed: length(b) < a at INSERT INTO n"],
  ],
  [
    "a CHECK of a column that gets another type",
    remade("id INTEGER PRIMARY KEY, a INT, b INT CHECK (b IN (1, 2))"),
    ["failed: CHECK constraint failed: b IN (1, 2) at INSERT INTO n"],
  ],
  ["a UNIQUE", remade("id INTEGER PRIMARY KEY, a INT, b TEXT, UNIQUE (a, b)"), [
    "failed: UNIQUE constraint failed: n.a, n.b at INSERT INTO n",
  ]],
  ["another primary key", remade("id INT, a INT, b TEXT PRIMARY KEY"), [
    "failed: UNIQUE constraint failed: n.b at INSERT INTO n",
  ]],
  ["a foreign key", remade("id INTEGER PRIMARY KEY, a INT REFERENCES u (id), b TEXT"), [
    "failed: FOREIGN KEY constraint failed at INSERT INTO n",
  ]],
  [
    "a foreign key that is checked at the end",
    remade("id INTEGER PRIMARY KEY, a INT REFERENCES u (id) DEFERRABLE INITIALLY DEFERRED, b TEXT"),
    ["failed: FOREIGN KEY constraint failed at ALTER TABLE n"],
  ],
  ["STRICT", remade("id INTEGER PRIMARY KEY, a INT, b TEXT").replace(");", ") STRICT;"), [
    "failed: cannot store TEXT value in INT column n.a at INSERT INTO n",
  ]],
  [
    "several constraints, and each",
    remade(
      "id INTEGER PRIMARY KEY, a INT UNIQUE CHECK (a > 0), b TEXT CHECK (b <> ''), CHECK (a < 9e9)",
    ),
    [
      "failed: CHECK constraint failed: a < 9e9 at INSERT INTO n",
      "failed: CHECK constraint failed: a > 0 at INSERT INTO n",
      "failed: UNIQUE constraint failed: n.a at INSERT INTO n",
      "failed: CHECK constraint failed: b <> '' at INSERT INTO n",
    ],
  ],
  ["a unique index", "CREATE UNIQUE INDEX i ON t (a);", [
    "failed: UNIQUE constraint failed: t.a at CREATE UNIQUE INDEX",
  ]],
  ["a unique index of some rows", "CREATE UNIQUE INDEX i ON t (a) WHERE b <> '';", [
    "failed: UNIQUE constraint failed: t.a at CREATE UNIQUE INDEX",
  ]],
  ["a unique index of rows that few are like", "CREATE UNIQUE INDEX i ON t (a) WHERE b = 'x';", [
    "failed: UNIQUE constraint failed: t.a at CREATE UNIQUE INDEX",
  ]],
  [
    "a unique index of rows that meet several conditions",
    "CREATE UNIQUE INDEX i ON t (a) WHERE a IN (7, 8) AND b IS NULL;",
    ["failed: UNIQUE constraint failed: t.a at CREATE UNIQUE INDEX"],
  ],
  ["a unique index of an expression", "CREATE UNIQUE INDEX i ON t (lower(b));", [
    "failed: UNIQUE constraint failed: index 'i' at CREATE UNIQUE INDEX",
  ]],
  ["a CHECK that comes with a column", "ALTER TABLE t ADD COLUMN c INT CHECK (a > 0);", [
    "failed: CHECK constraint failed at ALTER TABLE t",
  ]],
  [
    "a UNIQUE of a new table that takes the rows",
    "CREATE TABLE tags (b TEXT UNIQUE); INSERT INTO tags SELECT b FROM t;",
    ["failed: UNIQUE constraint failed: tags.b at INSERT INTO tags"],
  ],
])("judgeFiles() sees that rows can violate %s", async (_, text, expected) => {
  assert.deepEqual(await effectsOf(PLAIN, text), expected);
});

Deno.test("judgeFiles() sees that links can violate a key on one side of them", async () => {
  const before = `CREATE TABLE u (id INTEGER PRIMARY KEY); CREATE TABLE v (id INTEGER PRIMARY KEY);
    CREATE TABLE l (u INTEGER NOT NULL REFERENCES u, v INTEGER NOT NULL REFERENCES v,
      PRIMARY KEY (u, v));`;
  const text =
    `CREATE TABLE n (u INTEGER NOT NULL UNIQUE REFERENCES u, v INTEGER NOT NULL REFERENCES v,
    PRIMARY KEY (u, v)); INSERT INTO n SELECT u, v FROM l; DROP TABLE l;
    ALTER TABLE n RENAME TO l;`;
  assert.deepEqual(await effectsOf(before, text), [
    "failed: UNIQUE constraint failed: n.u at INSERT INTO n",
  ]);
});

Deno.test.each([
  ["ignores case", "a TEXT UNIQUE", "CREATE UNIQUE INDEX i ON t (a COLLATE NOCASE);", "t.a"],
  ["has a computed column", "a TEXT, b AS (lower(a))", "CREATE UNIQUE INDEX i ON t (b);", "t.b"],
  [
    "has a renamed column",
    "a TEXT, b TEXT",
    "ALTER TABLE t RENAME COLUMN a TO c; CREATE UNIQUE INDEX i ON t (b, c);",
    "t.b, t.c",
  ],
])("judgeFiles() sees that rows can violate a key that %s", async (_, columns, text, key) => {
  const before = `CREATE TABLE t (id INTEGER PRIMARY KEY, ${columns});`;
  assert.deepEqual(await effectsOf(before, text), [
    `failed: UNIQUE constraint failed: ${key} at CREATE UNIQUE INDEX`,
  ]);
});

Deno.test.each([
  ["a new table", "CREATE TABLE n (a INT UNIQUE CHECK (a > 0)); CREATE UNIQUE INDEX i ON n (a);"],
  ["a key that was one", remade("id INT UNIQUE, a INT, b TEXT")],
  ["a key with another column", "CREATE UNIQUE INDEX i ON t (b, id);"],
  ["a new column", "ALTER TABLE t ADD COLUMN c TEXT; CREATE UNIQUE INDEX i ON t (c);"],
  [
    "a key of rows of which none is there yet",
    "ALTER TABLE t ADD COLUMN c INT; CREATE UNIQUE INDEX i ON t (a) WHERE c = 1;",
  ],
  ["a key of rows of which none can be there", "CREATE UNIQUE INDEX i ON t (a) WHERE id IS NULL;"],
  [
    "a CHECK that a copy takes care of",
    remade("id INTEGER PRIMARY KEY, a INT CHECK (a > 0), b TEXT", "SELECT id, max(a, 1), b FROM t"),
  ],
  [
    "a CHECK that an update takes care of",
    "UPDATE t SET a = NULL WHERE NOT a > 0;" +
    remade("id INTEGER PRIMARY KEY, a INT CHECK (a > 0), b TEXT"),
  ],
  [
    "a UNIQUE that a deletion takes care of",
    "DELETE FROM t WHERE rowid NOT IN (SELECT min(rowid) FROM t GROUP BY a);" +
    "CREATE UNIQUE INDEX i ON t (a);",
  ],
  [
    "a UNIQUE of different values",
    "CREATE TABLE tags (b TEXT UNIQUE); INSERT INTO tags SELECT DISTINCT b FROM t;",
  ],
])("judgeFiles() knows that no row can violate %s", async (_, text) => {
  const effects = await effectsOf(PLAIN, text);
  assert.doesNotMatch(effects.join("\n"), /failed/);
});

Deno.test("judgeFiles() sees which copy leaves out rows that violate a new UNIQUE", async () => {
  const before = "CREATE TABLE t (a INT);";
  const lost = ["t 4 to 3 by copy at INSERT INTO n"];
  assert.deepEqual(
    await effectsOf(before, remade("a INT UNIQUE", "SELECT DISTINCT a FROM t")),
    [...lost, "t 5 to 4 by copy, nulls a at INSERT INTO n"],
  );
  const ignoring = remade("a INT UNIQUE").replace("INSERT", "INSERT OR IGNORE");
  assert.deepEqual(await effectsOf(before, ignoring), ["t 4 to 3 by copy at INSERT OR IGNORE"]);
});

Deno.test("judgeFiles() knows that no row can violate what the table demanded before", async () => {
  const before = `CREATE TABLE t (id INTEGER PRIMARY KEY, a INT UNIQUE CHECK (a > 10), b TEXT);
    CREATE TRIGGER r BEFORE INSERT ON t WHEN NEW.b = '' BEGIN SELECT raise(ABORT, 'empty'); END;`;
  for (
    const definitions of [
      "id INTEGER PRIMARY KEY, a INT UNIQUE CHECK (a > 10), b TEXT",
      "id INTEGER PRIMARY KEY, a INT UNIQUE CHECK (a > 5), b TEXT, UNIQUE (a, b)",
      "id INTEGER PRIMARY KEY, a INT CHECK (a <> 0), b TEXT",
      "id INTEGER PRIMARY KEY, a INT, b TEXT CHECK (b <> '')",
    ]
  ) assert.deepEqual(await effectsOf(before, remade(definitions)), [], definitions);
});

Deno.test("judgeFiles() has the rows of the history too", async () => {
  const before = `${ONE} INSERT INTO t VALUES (1, 'a', 'b'), (2, NULL, NULL);`;
  assert.deepEqual(await effectsOf(before, "DELETE FROM t WHERE id < 3;"), [
    "t 5 to 3 by direct at DELETE FROM t",
  ]);
});

Deno.test("judgeFiles() knows who deleted rows of which another table has equal ones", async () => {
  const before = `${FAMILY} CREATE TABLE likes (id INTEGER PRIMARY KEY,
      user_id INT REFERENCES users (id) ON DELETE SET NULL);
    INSERT INTO users (id) VALUES (1); INSERT INTO posts VALUES (1, 1); INSERT INTO likes VALUES (1, 1);`;
  assert.deepEqual(await effectsOf(before, REBUILD), [
    "likes.user_id 4 null by drop at DROP TABLE users",
    "posts 4 to 0 by drop at DROP TABLE users",
  ]);
});

Deno.test("judgeFiles() sees what REPLACE deletes, in the table and among its children", async () => {
  const users = `CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INT REFERENCES users ON DELETE CASCADE,
      code TEXT UNIQUE ON CONFLICT REPLACE);
    CREATE TABLE items (order_id INT REFERENCES orders (id) ON DELETE SET NULL);`;
  for (const text of ["INSERT OR REPLACE INTO users", "WITH a AS (SELECT 1) REPLACE INTO users"]) {
    assert.deepEqual(await effectsOf(users, `${text} SELECT id, email FROM users;`), [
      `items.order_id 3 null by replace at ${text.split(" ").slice(0, 3).join(" ")}`,
      `orders 3 to 0 by replace at ${text.split(" ").slice(0, 3).join(" ")}`,
    ]);
  }
  assert.deepEqual(
    (await effectsOf(users, "UPDATE orders SET code = 'x' WHERE code IS NOT NULL;"))
      .filter((it) => /replace/.test(it)),
    [
      "items.order_id 1 null by replace at UPDATE orders SET",
      "orders 3 to 2 by replace at UPDATE orders SET",
    ],
  );
  const upsert = "INSERT INTO users SELECT id, email FROM users WHERE true " +
    "ON CONFLICT (id) DO UPDATE SET email = excluded.email;";
  assert.deepEqual(await effectsOf(users, upsert), []);
  assert.deepEqual(
    await effectsOf(users, "UPDATE OR ABORT orders SET code = NULL WHERE id < 0;"),
    ["orders.code 1 null by direct, value id at UPDATE OR ABORT"],
  );
});

Deno.test("judgeFiles() judges a recursive statement that ends", async () => {
  const text = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) " +
    "DELETE FROM t WHERE id IN (SELECT n FROM r) OR a IS NULL;";
  assert.deepEqual(await effectsOf(ONE, text), ["t 3 to 2 by direct at WITH RECURSIVE r(n)"]);
});

Deno.test("judgeFiles() cannot tell what became of values that only the application computes", async () => {
  const before = "CREATE TABLE keys (id INTEGER PRIMARY KEY, handle BLOB, note TEXT);";
  const file = `ALTER TABLE keys RENAME TO old;
    CREATE TABLE devices (id INTEGER PRIMARY KEY, kid TEXT);
    INSERT INTO devices SELECT id, bin2b64(handle) FROM old; DROP TABLE old;`;
  const declared = { functions: { bin2b64: {} } };
  assert.deepEqual(await effectsOf(before, file), ["keys.note dropped at DROP TABLE old"]);
  assert.deepEqual(await effectsOf(before, file, "transaction", declared), [
    "keys.handle dropped, converted at INSERT INTO devices",
    "keys.note dropped at INSERT INTO devices",
  ]);
  const rebuild = `CREATE TABLE n (id INTEGER PRIMARY KEY, kid TEXT);
    INSERT INTO n SELECT id, bin2b64(handle) FROM keys; DROP TABLE keys;
    ALTER TABLE n RENAME TO keys;`;
  assert.deepEqual(await effectsOf(before, rebuild, "transaction", declared), [
    "keys.handle dropped, converted at INSERT INTO n",
    "keys.note dropped at INSERT INTO n",
  ]);
});

Deno.test("judgeFiles() judges a copy alike, with the names of schemas and WITH or without", async () => {
  const keyless = `CREATE TABLE a (id INTEGER PRIMARY KEY, code TEXT UNIQUE);
    CREATE TABLE b (id INTEGER PRIMARY KEY, code TEXT);`;
  const cases = [
    [PLAIN, "CREATE TABLE tags (b TEXT UNIQUE); INSERT INTO tags SELECT b FROM t;"],
    [PLAIN, remade("id INTEGER PRIMARY KEY, a INT, b TEXT", "SELECT * FROM t WHERE a IS 'x'")],
    [
      keyless,
      `CREATE TABLE n (id, name); INSERT INTO n SELECT b.id, a.id FROM b JOIN a ON b.code = a.code;
      DROP TABLE b; ALTER TABLE n RENAME TO b;`,
    ],
  ] as const;
  const spellings = [
    (sql: string) => sql.replace("INSERT INTO ", "INSERT INTO main."),
    (sql: string) => sql.replace("INSERT INTO", "WITH one AS (SELECT 1) INSERT INTO"),
    (sql: string) => sql.replace(/(FROM|JOIN) (?=\w+ )/g, "$1 main."),
    (sql: string) => sql.replace("b.code = a.code", "main.b.code = main.a.code"),
  ];
  const seen = async (before: string, text: string) =>
    (await effectsOf(before, text)).map((it) => it.replace(/ at .*/, ""));
  for (const [before, text] of cases) {
    const expected = await seen(before, text);
    for (const spell of spellings) {
      assert.deepEqual(await seen(before, spell(text)), expected, text);
    }
  }
});

Deno.test("judgeFiles() sees what ALTER COLUMN of libSQL neither checks nor rewrites", async () => {
  const before = `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, n INTEGER DEFAULT 1);
    CREATE INDEX t_a ON t (a);`;
  const found = (definition: string, rest = "") =>
    effectsOf(before, `ALTER TABLE t ALTER COLUMN ${definition};${rest}`);
  const at = "at ALTER TABLE t";
  assert.deepEqual(await found("n TO n TEXT"), [`t.n unchecked, NUMERIC value in t.n ${at}`]);
  assert.deepEqual(await found("a TO a TEXT NOT NULL"), [`t.a unchecked, NULL value in t.a ${at}`]);
  assert.deepEqual(await found("n TO n INTEGER DEFAULT 1 CHECK (n < 5)"), [
    `t.n unchecked, CHECK constraint failed in t ${at}`,
  ]);
  assert.deepEqual(await found("a TO a TEXT COLLATE NOCASE"), [`t.a unchecked, collation ${at}`]);
  assert.deepEqual(await found("a TO a TEXT COLLATE NOCASE", "REINDEX t;"), []);
  assert.deepEqual(await found("n TO n INTEGER DEFAULT 2"), [`t.n unchecked, default ${at}`]);
  assert.deepEqual(await found("a TO a VARCHAR"), []);
  assert.deepEqual(await found("n TO n INTEGER DEFAULT 1 REFERENCES t"), []);
});

Deno.test("reachOf() wants rows only of tables that a statement may harm", async () => {
  await using shadow = await ShadowDatabase.open();
  shadow.execute(`
    CREATE TABLE p (id INTEGER PRIMARY KEY);
    CREATE TABLE t (id INTEGER PRIMARY KEY, p INTEGER NOT NULL REFERENCES p (id));
    CREATE TABLE u (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
  `);
  const before = shadow.introspect();
  const tablesOf = (sql: string) => {
    const source = { name: "2.sql", text: sql };
    const migration = { id: "2", version: "2", name: "", source };
    const { tables } = reachOf({
      before,
      files: [{ migration, statements: statementsIn(source) }],
    });
    return tables.map(({ name }) => name).join();
  };
  const aside = "ALTER TABLE t ADD COLUMN c TEXT; CREATE INDEX i ON t (p);";
  assert.equal(tablesOf(`${aside} ALTER TABLE u DROP COLUMN a;`), "u");
  assert.equal(tablesOf(`${aside} ALTER TABLE t ADD COLUMN d TEXT NOT NULL;`), "p,t");
  assert.equal(tablesOf(`${aside} UPDATE u SET a = (SELECT c FROM t);`), "p,t,u");
});
