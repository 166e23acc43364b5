CREATE TABLE `the users` ([first name] TEXT, `order` INT NOT NULL, "group" INT);
