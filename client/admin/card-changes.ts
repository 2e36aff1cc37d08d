import { emptyCard } from '#shared/clinic/card.ts'
import type { ChangedCard, Partner } from '#shared/partners/api.ts'

export const cardParts = ['name', 'url', 'keys', 'contacts', 'specialties', 'policies'] as const
export type CardPart = (typeof cardParts)[number]

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** What of a clinic's card is not what was agreed to. */
export const changesOf = (
  before: Pick<Partner, 'name' | 'url' | 'livekitUrl' | 'keyFingerprint' | 'card'>,
  now: ChangedCard,
): CardPart[] => {
  const card = before.card ?? emptyCard
  const same: Record<CardPart, boolean> = {
    name: before.name === now.name,
    url: before.url === now.url && before.livekitUrl === now.livekitUrl,
    keys: before.keyFingerprint === now.keyFingerprint,
    contacts: isSame(card.contacts, now.card.contacts),
    specialties: isSame(card.specialties, now.card.specialties),
    policies: isSame(card.policies, now.card.policies),
  }
  return cardParts.filter((part) => !same[part])
}
