import * as v from 'valibot'
import { type Specialty, specialtyNames } from '../directory/specialty.ts'
import { serverName } from '../matrix/ids.ts'

/** For whom one telephones there, at any hour. */
export const contactPurposes = ['administration', 'technical', 'data-protection'] as const
export type ContactPurpose = (typeof contactPurposes)[number]

/** Characters, and how many policies. */
export const cardLimits = { name: 120, phone: 40, address: 300, policies: 10 } as const

const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max))
const email = v.union([
  v.literal(''),
  v.pipe(text(cardLimits.name), v.regex(/^[^\s@<>]+@[^\s@<>]+$/, 'not an address')),
])
/** Given out as a link. */
const webAddress = v.pipe(
  text(cardLimits.address),
  v.url(),
  v.startsWith('https://', 'a web address begins with https://'),
)

const reachable = { name: text(cardLimits.name), phone: text(cardLimits.phone), email }
const policy = v.object({ title: v.pipe(text(cardLimits.name), v.minLength(1)), url: webAddress })

/** What the admin of a clinic writes about it, for those who decide on a partnership with it. Anybody may read it. */
export const cardContent = v.object({
  contacts: v.pipe(
    v.array(v.object({ purpose: v.picklist(contactPurposes), ...reachable })),
    v.maxLength(contactPurposes.length),
  ),
  specialties: v.pipe(v.array(v.picklist(specialtyNames)), v.maxLength(specialtyNames.length)),
  /** By which rules it works: how data are protected, who is told when, what is kept for how long. */
  policies: v.pipe(v.array(policy), v.maxLength(cardLimits.policies)),
})
export type CardContent = v.InferOutput<typeof cardContent>

export const emptyCard: CardContent = { contacts: [], specialties: [], policies: [] }

const isSpecialty = (name: string): name is Specialty => specialtyNames.some((known) => known === name)
const isPurpose = (name: string): name is ContactPurpose => contactPurposes.some((known) => known === name)

/** The same as another clinic says it, whose version may know more purposes and specialties. */
const statedContent = v.object({
  contacts: v.pipe(
    v.array(v.object({ purpose: text(40), ...reachable })),
    v.maxLength(20),
    v.transform((all) => all.flatMap(({ purpose, ...rest }) => (isPurpose(purpose) ? [{ purpose, ...rest }] : []))),
  ),
  specialties: v.pipe(
    v.array(text(40)),
    v.maxLength(200),
    v.transform((all) => all.filter(isSpecialty)),
  ),
  policies: cardContent.entries.policies,
})

/** `GET /api/clinic`: what anybody may know of a clinic. */
export const clinicCard = v.object({
  name: v.string(),
  serverName,
  /** Address that serves client, `/_matrix` and `/api`, without a slash at the end. */
  url: v.string(),
  /** WebSocket address of its LiveKit, which partners' people subscribe at. */
  livekitUrl: v.optional(v.string()),
  /** What cannot be read is as good as not said: a slip there must not keep clinics apart. */
  content: v.optional(v.fallback(statedContent, emptyCard), emptyCard),
})
export type ClinicCard = v.InferOutput<typeof clinicCard>

/** The order in which something is listed says nothing, but of policies. */
export const inOrder = ({ contacts, specialties, policies }: CardContent): CardContent => ({
  contacts: contactPurposes.flatMap((purpose) => contacts.filter((contact) => contact.purpose === purpose)),
  specialties: specialtyNames.filter((name) => specialties.includes(name)),
  policies,
})

export const isSameContent = (one: CardContent, other: CardContent): boolean =>
  JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other))

/** As it is kept: what has nothing to say is left out. */
export const tidied = (content: CardContent): CardContent => {
  const { contacts, ...rest } = inOrder(content)
  return { ...rest, contacts: contacts.filter(({ name, phone, email }) => name || phone || email) }
}
