INSERT INTO boxes VALUES (3, 1.0, 2.0, 'here');
