CREATE TABLE `case_files` (
	`file_id` text PRIMARY KEY NOT NULL,
	`room_id` text NOT NULL,
	`owner` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`status` text NOT NULL,
	`sha256` text,
	`created_at` integer NOT NULL,
	`touched_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_files_status` ON `case_files` (`status`,`touched_at`);