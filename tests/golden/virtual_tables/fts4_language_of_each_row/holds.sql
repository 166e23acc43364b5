SELECT (SELECT group_concat(docid || ':' || lang) FROM notes) = '3:1,7:2';
SELECT (SELECT docid FROM notes WHERE notes MATCH 'weit' AND lang = 2) = 7;
