CREATE TABLE `urgent_alerts` (
	`room_id` text PRIMARY KEY NOT NULL,
	`alert_id` text NOT NULL,
	`requester` text NOT NULL,
	`status` text NOT NULL,
	`version` integer NOT NULL,
	`due_at` integer,
	`is_invited` integer NOT NULL,
	`alert` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `urgent_alerts_due` ON `urgent_alerts` (`due_at`);--> statement-breakpoint
CREATE INDEX `urgent_alerts_alert` ON `urgent_alerts` (`requester`,`alert_id`);