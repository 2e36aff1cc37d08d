CREATE TABLE `duty_answers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`service_id` text NOT NULL,
	`took_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `duty_answers_service` ON `duty_answers` (`service_id`);--> statement-breakpoint
CREATE TABLE `duty_conversations` (
	`room_id` text PRIMARY KEY NOT NULL,
	`service_id` text NOT NULL,
	`asker` text NOT NULL,
	`roster` text NOT NULL,
	`is_at_rest` integer NOT NULL,
	`wanted` integer DEFAULT 1 NOT NULL,
	`settled` integer DEFAULT 0 NOT NULL,
	`waiting_since` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `duty_conversations_asker` ON `duty_conversations` (`service_id`,`asker`);--> statement-breakpoint
CREATE INDEX `duty_conversations_open` ON `duty_conversations` (`service_id`,`is_at_rest`);--> statement-breakpoint
ALTER TABLE `directory_services` ADD `phone` text;