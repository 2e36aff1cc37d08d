import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { CardContent } from '#shared/clinic/card.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { ChangedCard } from '#shared/partners/api.ts'
import type { PartnerLimits, StatedLimits } from '#shared/partners/limits.ts'
import { standings } from '#shared/partners/partnership.ts'

export const partners = sqliteTable(
  'partners',
  {
    serverName: text('server_name').$type<ServerName>().primaryKey(),
    ours: text('ours', { enum: standings }).notNull(),
    theirs: text('theirs', { enum: standings }).notNull(),
    /** Unix time in ms of the last change of status. */
    since: integer('since').notNull(),
    /** As the clinic said when we asked it; null for a clinic that only says so itself. */
    name: text('name'),
    url: text('url'),
    livekitUrl: text('livekit_url'),
    keyFingerprint: text('key_fingerprint'),
    /** What it said of itself when an admin here agreed. */
    card: text('card', { mode: 'json' }).$type<CardContent>(),
    /** What it says of itself since, until an admin here has looked at it; null: the same. */
    changed: text('changed', { mode: 'json' }).$type<ChangedCard>(),
    /** By this id the partner fetches our side back; changes with every move of ours. */
    messageId: text('message_id').notNull(),
    isTold: integer('is_told', { mode: 'boolean' }).notNull(),
    /** An admin here chose this server; before, it is a name that a stranger gave, and we do not call it. */
    isChosen: integer('is_chosen', { mode: 'boolean' }).notNull(),
    /** What we let it do, and it us; null: everything, without an end. */
    limits: text('limits', { mode: 'json' }).$type<PartnerLimits>(),
    theirLimits: text('their_limits', { mode: 'json' }).$type<StatedLimits>(),
    /** The time of one of the two has run out, and what had to end has ended. */
    isOver: integer('is_over', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [index('partners_message_id').on(table.messageId)],
)
