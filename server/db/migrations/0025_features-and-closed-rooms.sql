CREATE TABLE `feature_settings` (
	`feature` text PRIMARY KEY NOT NULL,
	`is_on` integer NOT NULL,
	`except_in` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `closed_rooms` (
	`room_id` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL
);
