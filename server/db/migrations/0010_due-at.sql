ALTER TABLE `consults` RENAME COLUMN "escalate_at" TO "due_at";--> statement-breakpoint
DROP INDEX `consults_due`;--> statement-breakpoint
CREATE INDEX `consults_due` ON `consults` (`home_server`,`due_at`);