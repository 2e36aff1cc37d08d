CREATE TABLE `report_templates` (
	`service_id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`content` text NOT NULL
);
