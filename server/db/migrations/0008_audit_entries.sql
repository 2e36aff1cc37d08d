CREATE TABLE `audit_entries` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`record` text NOT NULL,
	`commitment` text NOT NULL,
	`hash` text NOT NULL,
	`salt` text,
	`details` text,
	`at` integer GENERATED ALWAYS AS ((json_extract("record", '$.at'))) VIRTUAL,
	`action` text GENERATED ALWAYS AS ((json_extract("record", '$.action'))) VIRTUAL,
	`outcome` text GENERATED ALWAYS AS ((json_extract("record", '$.outcome'))) VIRTUAL,
	`who` text GENERATED ALWAYS AS ((json_extract("details", '$.who'))) VIRTUAL,
	`whom` text GENERATED ALWAYS AS ((json_extract("details", '$.whom'))) VIRTUAL,
	`room` text GENERATED ALWAYS AS ((json_extract("details", '$.room'))) VIRTUAL,
	`version` integer GENERATED ALWAYS AS ((json_extract("details", '$.version'))) VIRTUAL
);
--> statement-breakpoint
CREATE INDEX `audit_entries_at` ON `audit_entries` (`at`);--> statement-breakpoint
CREATE INDEX `audit_entries_who` ON `audit_entries` (`who`);--> statement-breakpoint
CREATE INDEX `audit_entries_whom` ON `audit_entries` (`whom`);--> statement-breakpoint
CREATE INDEX `audit_entries_room` ON `audit_entries` (`room`);