CREATE TABLE `account_closings` (
	`user_id` text PRIMARY KEY NOT NULL,
	`who` text NOT NULL,
	`started_at` integer NOT NULL,
	`done_rooms` integer NOT NULL,
	`all_rooms` integer,
	`unattended` integer NOT NULL,
	`is_done` integer NOT NULL
);
