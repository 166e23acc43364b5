CREATE TABLE `the users` ([first name] TEXT NOT NULL, `order` INT, "group" INT NOT NULL);
