CREATE TABLE counts (word TEXT PRIMARY KEY, n INTEGER NOT NULL DEFAULT 0);
CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT);
CREATE TRIGGER tally AFTER INSERT ON words BEGIN
  INSERT INTO counts (word, n) VALUES (new.word, 1) ON CONFLICT (word) DO UPDATE SET n = n + excluded.n WHERE counts.n < 1000;
  UPDATE counts SET n = n + s.k FROM (SELECT word AS w, 0 AS k FROM words) AS s WHERE s.w = counts.word;
END;
