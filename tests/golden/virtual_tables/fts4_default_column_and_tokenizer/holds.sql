SELECT (SELECT group_concat(docid || content) FROM notes WHERE notes MATCH 'walk') = '3walking' AND (SELECT count(*) FROM notes) = 2;
