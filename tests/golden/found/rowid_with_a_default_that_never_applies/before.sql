CREATE TABLE roles (id INTEGER PRIMARY KEY DEFAULT -3, name TEXT);
CREATE INDEX roles_by ON roles (length(id));
