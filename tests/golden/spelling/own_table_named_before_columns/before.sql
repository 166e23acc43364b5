CREATE TABLE `users` (
	`id` integer PRIMARY KEY NOT NULL,
	`email` text,
	`score` real CHECK("users"."score" < 100),
	`active` integer,
	CONSTRAINT "score_positive" CHECK("users"."score" > 0 or users . email is null)
);
CREATE UNIQUE INDEX `users_email` ON `users` (`email`) WHERE "users"."active" = 1;
