CREATE TABLE `call_leaves` (
	`room` text NOT NULL,
	`identity` text NOT NULL,
	`delay_id` text NOT NULL,
	`timeout_ms` integer NOT NULL,
	`restart_at` integer,
	`ends_at` integer,
	PRIMARY KEY(`room`, `identity`)
);
