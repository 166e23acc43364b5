SELECT group_concat(author) = 'Ada,?' FROM posts;
