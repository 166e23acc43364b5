CREATE TABLE other (a INT);
