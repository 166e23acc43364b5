CREATE TABLE tasks (id INTEGER PRIMARY KEY, title TEXT, "order" INTEGER, "due date" TEXT);
