CREATE TABLE `invitations` (
	`user_id` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`made_by` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_id_unique` ON `invitations` (`id`);