ALTER TABLE `guest_links` ADD `proof` text;--> statement-breakpoint
ALTER TABLE `guest_links` ADD `key_event` text;