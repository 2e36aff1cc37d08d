CREATE TABLE `consult_askings` (
	`room_id` text NOT NULL,
	`is_alternative` integer NOT NULL,
	`service_server` text NOT NULL,
	`service_id` text NOT NULL,
	`asked_at` integer NOT NULL,
	`accepted_at` integer,
	`answered_at` integer,
	`escalations` integer NOT NULL,
	`end` text,
	PRIMARY KEY(`room_id`, `is_alternative`)
);
--> statement-breakpoint
CREATE INDEX `consult_askings_clinic` ON `consult_askings` (`service_server`,`asked_at`);--> statement-breakpoint
CREATE INDEX `consult_askings_department` ON `consult_askings` (`service_server`,`service_id`,`asked_at`);--> statement-breakpoint
-- From what is kept, by the rule that writes it from now on: see migration-functions.ts.
INSERT INTO `consult_askings` (`room_id`, `is_alternative`, `service_server`, `service_id`, `asked_at`, `accepted_at`, `answered_at`, `escalations`, `end`)
SELECT `consults`.`room_id`, `asking`.`value` ->> 'isAlternative', `asking`.`value` ->> 'serviceServer', `asking`.`value` ->> 'serviceId', `asking`.`value` ->> 'askedAt', `asking`.`value` ->> 'acceptedAt', `asking`.`value` ->> 'answeredAt', `asking`.`value` ->> 'escalations', `asking`.`value` ->> 'end'
FROM `consults`, json_each(askings_of_task(`consults`.`task`)) AS `asking`;--> statement-breakpoint
DROP INDEX `consults_service`;--> statement-breakpoint
DROP INDEX `consults_department`;--> statement-breakpoint
ALTER TABLE `consults` DROP COLUMN `service_id`;--> statement-breakpoint
ALTER TABLE `consults` DROP COLUMN `service_server`;--> statement-breakpoint
ALTER TABLE `consults` DROP COLUMN `accepted_at`;--> statement-breakpoint
ALTER TABLE `consults` DROP COLUMN `answered_at`;--> statement-breakpoint
ALTER TABLE `consults` DROP COLUMN `escalations`;