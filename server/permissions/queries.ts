import { openDefault, type PermissionDefault } from '#shared/permissions/permission-config.ts'
import type { Database } from '../db/open-database.ts'
import { permissionDefaults } from './tables.ts'

const theOne = 1

export const readPermissionDefault = (db: Database): PermissionDefault =>
  db.select().from(permissionDefaults).get()?.content ?? openDefault

export const savePermissionDefault = (db: Database, content: PermissionDefault): void => {
  db.insert(permissionDefaults)
    .values({ id: theOne, content })
    .onConflictDoUpdate({ target: permissionDefaults.id, set: { content } })
    .run()
}
