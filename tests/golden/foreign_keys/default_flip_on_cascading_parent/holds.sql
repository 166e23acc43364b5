SELECT count(*) = 3 FROM comments JOIN posts ON posts.id = post_id JOIN users ON users.id = user_id;
