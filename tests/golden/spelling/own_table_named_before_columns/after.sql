CREATE TABLE `users` (
	`id` integer PRIMARY KEY NOT NULL,
	`email` text,
	`score` real CHECK("score" < 100),
	`active` integer,
	CONSTRAINT "score_positive" CHECK("score" > 0 or "email" is null)
);
CREATE UNIQUE INDEX `users_email` ON `users` (`email`) WHERE active = 1;
