import * as v from 'valibot'
import { serverName, userId } from '../matrix/ids.ts'
import { notAvailable, ownAvailability } from './availability.ts'
import { serviceId } from './service-id.ts'
import { serviceTimes } from './service-times.ts'
import { specialtyNames } from './specialty.ts'
import { onCallTier } from './tier.ts'

export const specialty = v.picklist(specialtyNames)

const phone = v.pipe(v.string(), v.trim(), v.maxLength(40))

/** A department that can be asked: FHIR HealthcareService. */
export const healthcareService = v.object({
  id: serviceId,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  specialty,
  serverName,
  /** How many people are on call now; 0 means a request would reach nobody. */
  onCallCount: v.number(),
  /** Who they are, first tier first. Left out by clinics that do not say it yet. */
  onDuty: v.optional(v.array(v.object({ userId, name: v.string(), tier: onCallTier })), []),
  /** How long an answer to a message to the duty takes, by the last ones; null until there are some. */
  usualAnswerMs: v.optional(v.nullable(v.number()), null),
  /** How long it takes from the request of a consult to its answer, by the last ones; null until there are some. */
  usualConsultMs: v.optional(v.nullable(v.number()), null),
  /** For what cannot wait, or when nobody is on duty. */
  phone: v.optional(v.nullable(phone), null),
  /** How soon it accepts and answers, and when it works; null: like everybody, around the clock. */
  times: v.optional(v.nullable(serviceTimes), null),
  /** Whether its clinic has them switched on for it. */
  takesConsults: v.optional(v.boolean(), true),
  takesMessages: v.optional(v.boolean(), true),
})
export type HealthcareService = v.InferOutput<typeof healthcareService>

/** A person as their clinic publishes them: FHIR PractitionerRole. */
export const practitionerRole = v.object({
  userId,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  /** What they are, in the clinic's words, e.g. "Oberärztin". */
  title: v.pipe(v.string(), v.maxLength(120)),
  specialty,
  /** `healthcareService.id` of the same clinic. */
  serviceId: v.nullable(v.string()),
  onCall: v.boolean(),
  /** While somebody does not want to be disturbed, or is absent. */
  notAvailable: v.optional(v.nullable(notAvailable), null),
  /** Whether their clinic has them switched on for them; left out by clinics that do not say it yet. */
  takesConsults: v.optional(v.boolean(), true),
  takesMessages: v.optional(v.boolean(), true),
})
export type PractitionerRole = v.InferOutput<typeof practitionerRole>

/** `GET /api/directory/search?q=&specialty=`: the own clinic and every active partner, asked in parallel. */
export const searchQuery = v.object({
  q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100)), ''),
  specialty: v.optional(specialty),
})
export const searchOutput = v.object({
  people: v.array(practitionerRole),
  services: v.array(healthcareService),
  /** Partners that did not answer in time: the result is incomplete without them. */
  unreachable: v.array(serverName),
})
export type SearchOutput = v.InferOutput<typeof searchOutput>

/** `GET /api/directory/search/arriving`: a line of this for each clinic, in the order in which they answer. */
export const searchPart = v.variant('state', [
  /** First: who was asked. */
  v.object({ state: v.literal('asked'), servers: v.array(serverName) }),
  v.object({
    state: v.literal('answered'),
    server: serverName,
    people: v.array(practitionerRole),
    services: v.array(healthcareService),
  }),
  v.object({ state: v.literal('silent'), server: serverName }),
])
export type SearchPart = v.InferOutput<typeof searchPart>

/** `GET /api/directory/on-call/:serviceId?practitioner=`: with a person of the department, they come before the duty. */
export const onCallQuery = v.object({ practitioner: v.optional(userId) })

/** `GET /api/directory/on-call/:serviceId`, for a partner's service: whom to invite, first tier first. */
export const onCallOutput = v.object({
  service: healthcareService,
  onCall: v.array(v.object({ userId, tier: onCallTier })),
})
export type OnCallOutput = v.InferOutput<typeof onCallOutput>

/** `PUT /api/directory/me/on-call`: a person starts or ends a duty of their own department. */
export const onCallInput = v.object({
  tier: v.nullable(onCallTier),
  /** Nobody is on duty afterwards, and that is meant. */
  leaveEmpty: v.optional(v.boolean(), false),
})
export type OnCallInput = v.InferOutput<typeof onCallInput>

/** `PUT /api/directory/me/duty-phone`: by which number the duty of my department is reached, while I have it. */
export const dutyPhoneInput = v.object({ phone: v.nullable(phone) })
export type DutyPhoneInput = v.InferOutput<typeof dutyPhoneInput>

/** `PUT /api/directory/people`: an admin (or set-up) publishes a person; `PUT /api/directory/services`: a department. */
export const personInput = v.omit(practitionerRole, ['onCall', 'notAvailable', 'takesConsults', 'takesMessages'])
export const serviceInput = v.omit(healthcareService, [
  'serverName',
  'onCallCount',
  'onDuty',
  'usualAnswerMs',
  'usualConsultMs',
  'takesConsults',
  'takesMessages',
])

/** `PUT /api/directory/services/:serviceId/members`, by who leads the department or administers the clinic. */
export const memberInput = v.object({ userId, isMember: v.boolean() })

/** `PUT /api/directory/me/availability`: all of it anew. */
export const availabilityInput = ownAvailability

/** `PUT /api/directory/me/visibility`: whether people of partner clinics find me when they search. */
export const visibilityInput = v.object({ isFoundByPartners: v.boolean() })

/** `GET /api/directory/me`: how the clinic shows the caller, the duty that runs now, and when they can be reached. */
export const meOutput = v.object({
  person: v.nullable(practitionerRole),
  tier: v.nullable(onCallTier),
  availability: ownAvailability,
  /** Theirs to say; whoever is on duty is named at partners all the same. */
  isFoundByPartners: v.optional(v.boolean(), true),
})
export type MeOutput = v.InferOutput<typeof meOutput>

/** `GET /api/directory/services`: the departments of this clinic. */
export const servicesOutput = v.object({ services: v.array(healthcareService) })
export type ServicesOutput = v.InferOutput<typeof servicesOutput>

/** `GET /api/directory/people?userId=…&userId=…`: who the people of a room are; unknown ones are left out. */
export const peopleQuery = v.object({
  userId: v.pipe(
    v.union([userId, v.array(userId)]),
    v.transform((given) => (Array.isArray(given) ? given : [given])),
    v.maxLength(100),
  ),
})
export const peopleOutput = v.object({
  people: v.array(practitionerRole),
  /** Partners that did not answer in time. */
  unreachable: v.array(serverName),
})
export type PeopleOutput = v.InferOutput<typeof peopleOutput>

export const serviceParam = v.object({ serviceId: healthcareService.entries.id })

/** `DELETE /api/directory/people`: an admin takes a person out of the directory. */
export const personRemoval = v.object({ userId })
