SELECT count(*) = 2 FROM users WHERE created_at LIKE '2___-__-__ __:__:__';
