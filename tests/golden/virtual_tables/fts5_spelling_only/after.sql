create virtual table if not exists "notes" USING FTS5 (title,  body, tokenize = 'porter'); -- search
