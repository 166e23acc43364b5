CREATE VIRTUAL TABLE one USING fts5(body);
CREATE VIRTUAL TABLE two USING fts5(body, prefix = '2');
