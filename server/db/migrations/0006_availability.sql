CREATE TABLE `availabilities` (
	`user_id` text PRIMARY KEY NOT NULL,
	`content` text NOT NULL
);
