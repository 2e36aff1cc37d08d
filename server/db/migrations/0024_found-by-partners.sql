CREATE TABLE `directory_hidden` (
	`user_id` text PRIMARY KEY NOT NULL
);
