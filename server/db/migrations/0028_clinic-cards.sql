CREATE TABLE `clinic_cards` (
	`id` integer PRIMARY KEY NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `partners` ADD `card` text;--> statement-breakpoint
ALTER TABLE `partners` ADD `changed` text;