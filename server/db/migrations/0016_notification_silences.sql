CREATE TABLE `notification_silences` (
	`user_id` text NOT NULL,
	`room_id` text NOT NULL,
	`ends_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `room_id`)
);
