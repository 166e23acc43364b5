INSERT INTO files VALUES (1, x'00'), (2, NULL);
