CREATE TRIGGER `audit_entries_insert` BEFORE INSERT ON `audit_entries`
WHEN NEW.`seq` IS NOT (SELECT coalesce(max(`seq`), 0) + 1 FROM `audit_entries`)
BEGIN
	SELECT raise(ABORT, 'audit entries are only added at the end');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_entries_delete` BEFORE DELETE ON `audit_entries`
BEGIN
	SELECT raise(ABORT, 'audit entries are never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_entries_update` BEFORE UPDATE ON `audit_entries`
WHEN NEW.`seq` IS NOT OLD.`seq`
	OR NEW.`record` IS NOT OLD.`record`
	OR NEW.`commitment` IS NOT OLD.`commitment`
	OR NEW.`hash` IS NOT OLD.`hash`
	OR NEW.`salt` IS NOT NULL
	OR NEW.`details` IS NOT NULL
	-- The newest entry says that their time has come: it is of this same transaction.
	OR OLD.`seq` > coalesce(
		(SELECT json_extract(`record`, '$.deleted.through') FROM `audit_entries` ORDER BY `seq` DESC LIMIT 1), 0)
BEGIN
	SELECT raise(ABORT, 'of an audit entry only the details go, at their time');
END;
