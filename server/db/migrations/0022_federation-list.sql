CREATE TABLE `federation_list` (
	`id` integer PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`public_key` text NOT NULL,
	`version` integer,
	`content_hash` text,
	`issued_at` integer,
	`ends_at` integer,
	`is_in_force` integer NOT NULL,
	`taken_at` integer,
	`tried_at` integer,
	`fault` text,
	`failures` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `federation_list_domains` (
	`domain` text PRIMARY KEY NOT NULL
);
