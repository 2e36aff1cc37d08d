import { emptyCard, inOrder } from '../clinic/card.ts'
import type { ChangedCard, Partner } from './api.ts'

const cardParts = ['name', 'url', 'keys', 'contacts', 'specialties', 'policies'] as const
export type CardPart = (typeof cardParts)[number]

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** What of a clinic's card is not what an admin here has agreed to; nothing: it is the same. */
export const changesOf = (
  before: Pick<Partner, 'url' | 'livekitUrl' | 'keyFingerprint' | 'card'> & { name: string | null },
  now: ChangedCard,
): CardPart[] => {
  const [agreed, said] = [inOrder(before.card ?? emptyCard), inOrder(now.card)]
  const same: Record<CardPart, boolean> = {
    name: before.name === now.name,
    url: before.url === now.url && before.livekitUrl === now.livekitUrl,
    keys: before.keyFingerprint === now.keyFingerprint,
    contacts: isSame(agreed.contacts, said.contacts),
    specialties: isSame(agreed.specialties, said.specialties),
    policies: isSame(agreed.policies, said.policies),
  }
  return cardParts.filter((part) => !same[part])
}
