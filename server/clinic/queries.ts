import { type CardContent, emptyCard } from '#shared/clinic/card.ts'
import type { Database } from '../db/open-database.ts'
import { clinicCards } from './tables.ts'

const theOne = 1

export const readCard = (db: Database): CardContent => db.select().from(clinicCards).get()?.content ?? emptyCard

export const saveCard = (db: Database, content: CardContent): void => {
  db.insert(clinicCards)
    .values({ id: theOne, content })
    .onConflictDoUpdate({ target: clinicCards.id, set: { content } })
    .run()
}
