SELECT (SELECT group_concat(k || v) FROM (SELECT k, v FROM notes_config WHERE k <> 'version' ORDER BY k)) = 'automerge2,rankbm25(10.0, 2.0)';
SELECT (SELECT v FROM found_config WHERE k = 'rank') = 'bm25(10.0, 2.0)';
SELECT (SELECT rowid FROM found WHERE found MATCH 'foxes') = 3;
