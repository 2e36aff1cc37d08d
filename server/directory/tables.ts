import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { OwnAvailability } from '#shared/directory/availability.ts'
import type { ServiceTimes } from '#shared/directory/service-times.ts'
import { specialtyNames } from '#shared/directory/specialty.ts'
import { onCallTier } from '#shared/directory/tier.ts'
import type { UserId } from '#shared/matrix/ids.ts'

/** What the clinic publishes of its departments and people; nothing that is not meant for partners to see. */
export const directoryServices = sqliteTable('directory_services', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  specialty: text('specialty', { enum: specialtyNames }).notNull(),
  /** What it is found by, as `searchText` writes it. */
  searchText: text('search_text').notNull(),
  phone: text('phone'),
  times: text('times', { mode: 'json' }).$type<ServiceTimes>(),
})

export const directoryPeople = sqliteTable(
  'directory_people',
  {
    userId: text('user_id').$type<UserId>().primaryKey(),
    name: text('name').notNull(),
    title: text('title').notNull(),
    specialty: text('specialty', { enum: specialtyNames }).notNull(),
    serviceId: text('service_id').references(() => directoryServices.id, { onDelete: 'set null' }),
    searchText: text('search_text').notNull(),
  },
  (table) => [index('directory_people_service').on(table.serviceId)],
)

/** Duties that run now. A duty is one of the person's own department. */
export const onCallDuties = sqliteTable('on_call_duties', {
  userId: text('user_id')
    .$type<UserId>()
    .primaryKey()
    .references(() => directoryPeople.userId, { onDelete: 'cascade' }),
  tier: text('tier', { enum: onCallTier.options }).notNull(),
  /** Unix time in ms. */
  since: integer('since').notNull(),
})

/** Who does not want to be found by partner clinics; whoever is on duty is named there all the same. */
export const directoryHidden = sqliteTable('directory_hidden', {
  userId: text('user_id').$type<UserId>().primaryKey(),
})

/** When people can be reached, as they say themselves, also those who are not in the directory. */
export const availabilities = sqliteTable('availabilities', {
  userId: text('user_id').$type<UserId>().primaryKey(),
  content: text('content', { mode: 'json' }).$type<OwnAvailability>().notNull(),
})
