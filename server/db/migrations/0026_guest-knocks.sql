ALTER TABLE `guest_links` ADD `device_id` text;--> statement-breakpoint
ALTER TABLE `guest_links` ADD `signing_key` text;--> statement-breakpoint
ALTER TABLE `guest_links` ADD `identity_key` text;--> statement-breakpoint
ALTER TABLE `guest_links` ADD `waiting_since` integer;--> statement-breakpoint
ALTER TABLE `guest_links` ADD `heard_at` integer;