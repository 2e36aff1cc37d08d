import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { onCallTier } from '#shared/directory/tier.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { RotaSettings } from '#shared/rota/api.ts'
import type { Swap } from '#shared/rota/swap.ts'

/** Who is planned for the duty of a department. Whoever has left the department since is nobody here. */
export const rotaShifts = sqliteTable(
  'rota_shifts',
  {
    serviceId: text('service_id').notNull(),
    id: text('id').notNull(),
    tier: text('tier', { enum: onCallTier.options }).notNull(),
    userId: text('user_id').$type<UserId>(),
    /** Unix time in ms. */
    start: integer('starts_at').notNull(),
    end: integer('ends_at').notNull(),
    version: integer('version').notNull(),
    /** Where duty begins by the plan: when it was begun and ended; null: not yet. */
    begunAt: integer('begun_at'),
    endedAt: integer('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.serviceId, table.id] }),
    index('rota_shifts_time').on(table.serviceId, table.end),
    index('rota_shifts_person').on(table.userId, table.end),
  ],
)

/** A department is here once its duty is planned. */
export const rotaSettings = sqliteTable('rota_settings', {
  serviceId: text('service_id').primaryKey(),
  content: text('content', { mode: 'json' }).$type<RotaSettings>().notNull(),
})

export const rotaSwaps = sqliteTable(
  'rota_swaps',
  {
    serviceId: text('service_id').notNull(),
    shiftId: text('shift_id').notNull(),
    content: text('content', { mode: 'json' }).$type<Swap>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.serviceId, table.shiftId] })],
)

/** Addresses at which a person's calendar program fetches their shifts. */
export const rotaCalendars = sqliteTable(
  'rota_calendars',
  {
    userId: text('user_id').$type<UserId>().primaryKey(),
    /** SHA-256 of the secret: nobody reads a plan with what the database says. */
    secretHash: text('secret_hash').notNull(),
    /** How the tiers are called in the person's language. */
    tierNames: text('tier_names', { mode: 'json' })
      .$type<Record<(typeof onCallTier.options)[number], string>>()
      .notNull(),
  },
  (table) => [index('rota_calendars_secret').on(table.secretHash)],
)
