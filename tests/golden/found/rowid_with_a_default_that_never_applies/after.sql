CREATE TABLE roles (id INTEGER PRIMARY KEY DEFAULT -3, name TEXT);
CREATE UNIQUE INDEX roles_by ON roles (length(id));
