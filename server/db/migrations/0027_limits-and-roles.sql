CREATE TABLE `clinic_roles` (
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`service_id` text NOT NULL,
	PRIMARY KEY(`user_id`, `role`, `service_id`)
);
--> statement-breakpoint
ALTER TABLE `partners` ADD `limits` text;--> statement-breakpoint
ALTER TABLE `partners` ADD `their_limits` text;--> statement-breakpoint
ALTER TABLE `partners` ADD `is_over` integer DEFAULT false NOT NULL;