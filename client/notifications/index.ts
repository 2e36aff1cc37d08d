export { createNotifications, NotificationsContext, useNotifications } from './notifications.ts'
