CREATE TABLE `consult_claims` (
	`requester` text NOT NULL,
	`request_id` text NOT NULL,
	PRIMARY KEY(`requester`, `request_id`)
);
--> statement-breakpoint
CREATE TABLE `consult_people` (
	`room_id` text NOT NULL,
	`user_id` text NOT NULL,
	PRIMARY KEY(`user_id`, `room_id`)
);
--> statement-breakpoint
CREATE INDEX `consult_people_room` ON `consult_people` (`room_id`);--> statement-breakpoint
CREATE TABLE `consults` (
	`room_id` text PRIMARY KEY NOT NULL,
	`home_server` text NOT NULL,
	`request_id` text NOT NULL,
	`requester` text NOT NULL,
	`status` text NOT NULL,
	`priority` text NOT NULL,
	`version` integer NOT NULL,
	`authored_on` integer NOT NULL,
	`escalate_at` integer,
	`is_invited` integer NOT NULL,
	`task` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `consults_due` ON `consults` (`home_server`,`escalate_at`);--> statement-breakpoint
CREATE INDEX `consults_request` ON `consults` (`requester`,`request_id`);--> statement-breakpoint
CREATE TABLE `directory_people` (
	`user_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`title` text NOT NULL,
	`specialty` text NOT NULL,
	`service_id` text,
	`search_text` text NOT NULL,
	FOREIGN KEY (`service_id`) REFERENCES `directory_services`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `directory_people_service` ON `directory_people` (`service_id`);--> statement-breakpoint
CREATE TABLE `directory_services` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`specialty` text NOT NULL,
	`search_text` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `on_call_duties` (
	`user_id` text PRIMARY KEY NOT NULL,
	`tier` text NOT NULL,
	`since` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `directory_people`(`user_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `transactions` (
	`txn_id` text PRIMARY KEY NOT NULL,
	`done_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `transactions_done_at` ON `transactions` (`done_at`);--> statement-breakpoint
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