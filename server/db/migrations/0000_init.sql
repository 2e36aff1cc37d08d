CREATE TABLE `partners` (
	`server_name` text PRIMARY KEY NOT NULL,
	`ours` text NOT NULL,
	`theirs` text NOT NULL,
	`since` integer NOT NULL,
	`name` text,
	`url` text,
	`livekit_url` text,
	`key_fingerprint` text,
	`message_id` text NOT NULL,
	`is_told` integer NOT NULL,
	`is_chosen` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `partners_message_id` ON `partners` (`message_id`);