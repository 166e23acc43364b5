SELECT (SELECT docid || title || body FROM notes WHERE notes MATCH 'walk') = '3walkingfar';
