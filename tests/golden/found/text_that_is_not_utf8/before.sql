CREATE TABLE files (id INTEGER PRIMARY KEY, data BLOB DEFAULT x'ffd8', head TEXT AS (substr(data, 1, 1) || '!') STORED);
