CREATE TABLE `questionnaires` (
	`service_id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`content` text
);
