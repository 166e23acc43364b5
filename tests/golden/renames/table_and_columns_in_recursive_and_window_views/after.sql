CREATE TABLE staff (id INTEGER PRIMARY KEY, lead INTEGER REFERENCES staff, salary REAL NOT NULL DEFAULT 1, data TEXT);
CREATE VIEW tree AS WITH RECURSIVE r(id, depth) AS (SELECT id, 0 FROM staff WHERE lead IS NULL UNION ALL SELECT staff.id, r.depth + 1 FROM staff JOIN r ON staff.lead = r.id) SELECT * FROM r;
CREATE VIEW ranks AS SELECT id, rank() OVER (PARTITION BY lead ORDER BY salary DESC) AS place, sum(salary) FILTER (WHERE salary > 0) OVER w AS total FROM staff WINDOW w AS (PARTITION BY lead);
CREATE VIEW tags AS SELECT staff.id, j.value AS tag FROM staff, json_each(staff.data, '$.tags') AS j WHERE staff.salary IS NOT NULL;
CREATE INDEX by_kind ON staff (json_extract(data, '$.kind'), data ->> '$.name') WHERE data IS NOT NULL;
