CREATE TABLE `permission_defaults` (
	`id` integer PRIMARY KEY NOT NULL,
	`content` text NOT NULL
);
