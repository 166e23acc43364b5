INSERT INTO t VALUES
  (1, 9223372036854775807, 'ü "'' 🍕', x'00ff', 1e308, -9223372036854775808, 1.5),
  (2, 'text', '007', 'text in a blob', 0.1, 'no number', '1e3x'),
  (3, NULL, NULL, NULL, NULL, NULL, NULL),
  (4, x'', '', x'', -0.0, 1.0, 12345678901234567890);
