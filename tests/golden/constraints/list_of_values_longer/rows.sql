INSERT INTO users (status) VALUES ('active'),('inactive');
