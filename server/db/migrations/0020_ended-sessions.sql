CREATE TABLE `ended_sessions` (
	`user_id` text PRIMARY KEY NOT NULL,
	`ended_at` integer NOT NULL
);
