-- An index: it is read anew from the rooms.
DELETE FROM `consults`;--> statement-breakpoint
DELETE FROM `consult_people`;--> statement-breakpoint
ALTER TABLE `consult_people` ADD `is_over` integer NOT NULL;--> statement-breakpoint
ALTER TABLE `consult_people` ADD `changed_at` integer NOT NULL;--> statement-breakpoint
CREATE INDEX `consult_people_list` ON `consult_people` (`user_id`,`is_over`,`changed_at`,`room_id`);--> statement-breakpoint
ALTER TABLE `consults` ADD `search_text` text NOT NULL;--> statement-breakpoint
CREATE INDEX `consults_uninvited` ON `consults` (`home_server`) WHERE "is_invited" = 0;