CREATE TABLE `department_changes` (
	`service_id` text NOT NULL,
	`user_id` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`service_id`, `user_id`)
);
