CREATE TABLE `guest_calls` (
	`room` text PRIMARY KEY NOT NULL,
	`conversation` text NOT NULL,
	`ends_at` integer NOT NULL,
	`has_begun` integer NOT NULL,
	`empty_since` integer
);
--> statement-breakpoint
CREATE INDEX `guest_calls_conversation` ON `guest_calls` (`conversation`);--> statement-breakpoint
CREATE TABLE `guest_links` (
	`id` text PRIMARY KEY NOT NULL,
	`room` text NOT NULL,
	`secret_hash` text NOT NULL,
	`made_by` text NOT NULL,
	`expires_at` integer NOT NULL,
	`guest` text,
	`is_over` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `guest_links_room` ON `guest_links` (`room`);