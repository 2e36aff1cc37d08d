-- An index: it is read anew from the rooms.
DELETE FROM `consults`;--> statement-breakpoint
ALTER TABLE `consults` ADD `service_id` text NOT NULL;--> statement-breakpoint
ALTER TABLE `consults` ADD `service_server` text NOT NULL;--> statement-breakpoint
ALTER TABLE `consults` ADD `accepted_at` integer;--> statement-breakpoint
ALTER TABLE `consults` ADD `answered_at` integer;--> statement-breakpoint
ALTER TABLE `consults` ADD `escalations` integer NOT NULL;--> statement-breakpoint
CREATE INDEX `consults_service` ON `consults` (`service_server`,`authored_on`);--> statement-breakpoint
ALTER TABLE `directory_services` ADD `times` text;