INSERT INTO nodes (id, body, n)
  WITH RECURSIVE ids (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM ids WHERE id < 1500)
  SELECT id, nullif(id - 1, 0), 1 FROM ids;
