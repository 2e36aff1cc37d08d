CREATE TABLE `rota_calendars` (
	`user_id` text PRIMARY KEY NOT NULL,
	`secret_hash` text NOT NULL,
	`tier_names` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rota_calendars_secret` ON `rota_calendars` (`secret_hash`);--> statement-breakpoint
CREATE TABLE `rota_settings` (
	`service_id` text PRIMARY KEY NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rota_shifts` (
	`service_id` text NOT NULL,
	`id` text NOT NULL,
	`tier` text NOT NULL,
	`user_id` text,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`version` integer NOT NULL,
	`begun_at` integer,
	`ended_at` integer,
	PRIMARY KEY(`service_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `rota_shifts_time` ON `rota_shifts` (`service_id`,`ends_at`);--> statement-breakpoint
CREATE INDEX `rota_shifts_person` ON `rota_shifts` (`user_id`,`ends_at`);--> statement-breakpoint
CREATE TABLE `rota_swaps` (
	`service_id` text NOT NULL,
	`shift_id` text NOT NULL,
	`content` text NOT NULL,
	PRIMARY KEY(`service_id`, `shift_id`)
);
