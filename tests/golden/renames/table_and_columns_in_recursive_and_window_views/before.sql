CREATE TABLE e (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES e, pay REAL, data TEXT);
CREATE VIEW tree AS WITH RECURSIVE r(id, depth) AS (SELECT id, 0 FROM e WHERE boss IS NULL UNION ALL SELECT e.id, r.depth + 1 FROM e JOIN r ON e.boss = r.id) SELECT * FROM r;
CREATE VIEW ranks AS SELECT id, rank() OVER (PARTITION BY boss ORDER BY pay DESC) AS place, sum(pay) FILTER (WHERE pay > 0) OVER w AS total FROM e WINDOW w AS (PARTITION BY boss);
CREATE VIEW tags AS SELECT e.id, j.value AS tag FROM e, json_each(e.data, '$.tags') AS j WHERE e.pay IS NOT NULL;
CREATE INDEX by_kind ON e (json_extract(data, '$.kind'), data ->> '$.name') WHERE data IS NOT NULL;
