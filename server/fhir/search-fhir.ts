import { searchWords } from '#shared/directory/search-text.ts'
import {
  type DirectoryType,
  healthcareServiceResource,
  organizationResource,
  practitionerResource,
  practitionerRoleResource,
  type SearchEntry,
  type Searchset,
  searchset,
  specialtyOfToken,
  userIdOf,
} from '#shared/fhir/directory.ts'
import type { Resource } from '#shared/fhir/people.ts'
import { matrixPerson } from '#shared/fhir/references.ts'
import type { Context } from '../context.ts'
import { personView, serviceView } from '../directory/directory-view.ts'
import {
  countFoundPeople,
  findPeople,
  findPerson,
  findService,
  findServices,
  isFoundByPartners,
  type WantedPeople,
} from '../directory/queries.ts'
import { includesOf, type SearchQuery } from './search-query.ts'

type Parts = Pick<Context, 'config' | 'db' | 'now'>
type Asked = {
  /** A partner asks: who does not want to be found by partners is not. */
  isForPartner: boolean
  /** Which departments who asks may see. */
  isOpened(serviceId: string): boolean
  /** The address that was asked, without its parameters. */
  self: string
  parameters: string
}

const usualCount = 50
const allServices = 500

/** `HealthcareService/cardiology` or `cardiology`. */
const idIn = (reference: string): string => reference.split('/').at(-1) ?? reference
/** `urn:ietf:rfc:3986|value` or the value alone. */
const valueIn = (token: string): string => (token.includes('|') ? token.slice(token.indexOf('|') + 1) : token)

type Found = { total: number; matches: Resource[] }
const nothing: Found = { total: 0, matches: [] }

const own = ({ config }: Parts): Resource => organizationResource(config.clinic)
const isOwnOrganization = (parts: Parts, reference: string | undefined) =>
  reference === undefined || idIn(reference) === own(parts)['id']

const findRoles = (parts: Parts, query: SearchQuery, { isForPartner }: Asked): Found => {
  const { config, db, now } = parts
  const specialty = query.specialty === undefined ? undefined : specialtyOfToken(query.specialty)
  if (specialty === null || query.active === 'false' || !isOwnOrganization(parts, query.organization)) return nothing
  const byId = query._id === undefined ? undefined : userIdOf(query._id, config.clinic.serverName)
  const wanted: WantedPeople = {
    words: searchWords(query['practitioner.name'] ?? ''),
    specialty,
    serviceId: query.service === undefined ? undefined : idIn(query.service),
    userId: byId,
    isForPartner,
    limit: query._count ?? usualCount,
    offset: query._offset ?? 0,
  }
  if (query.identifier !== undefined) {
    const prefix = matrixPerson('@')
    const value = valueIn(query.identifier)
    const userId = value.startsWith(prefix) ? `@${decodeURIComponent(value.slice(prefix.length))}` : value
    if (byId !== undefined && byId !== userId) return nothing
    wanted.userId = userId as WantedPeople['userId']
  }
  return {
    total: countFoundPeople(db, wanted),
    matches: findPeople(db, wanted).map((row) => practitionerRoleResource(personView(db, row, now()))),
  }
}

const findServiceResources = (parts: Parts, query: SearchQuery, { isOpened }: Asked): Found => {
  const { config, db } = parts
  const specialty = query.specialty === undefined ? undefined : specialtyOfToken(query.specialty)
  if (specialty === null || query.active === 'false' || !isOwnOrganization(parts, query.organization)) return nothing
  const rows = findServices(db, { words: searchWords(query.name ?? ''), specialty, limit: allServices }).filter(
    ({ id }) => isOpened(id) && (query._id === undefined || query._id === id),
  )
  const from = query._offset ?? 0
  return {
    total: rows.length,
    matches: rows
      .slice(from, from + (query._count ?? usualCount))
      .map((row) => healthcareServiceResource(serviceView(db, row, config.clinic.serverName))),
  }
}

const findOrganization = (parts: Parts, query: SearchQuery): Found => {
  const { clinic } = parts.config
  const words = searchWords(query.name ?? '')
  const named = searchWords(clinic.name).join(' ')
  const isFound =
    query.active !== 'false' &&
    (query._id === undefined || query._id === own(parts)['id']) &&
    (query.identifier === undefined || valueIn(query.identifier) === `https://${clinic.serverName}`) &&
    words.every((word) => named.includes(word))
  return isFound && (query._offset ?? 0) === 0
    ? { total: 1, matches: [own(parts)] }
    : { ...nothing, total: isFound ? 1 : 0 }
}

const included = (parts: Parts, matches: readonly Resource[], wanted: readonly string[]): Resource[] => {
  const { config, db } = parts
  const people = matches.flatMap(({ resourceType, id }) =>
    resourceType === 'PractitionerRole' ? (findPerson(db, userIdOf(String(id), config.clinic.serverName)) ?? []) : [],
  )
  const has = (name: string) => wanted.includes(name) || wanted.includes(`${name.split(':')[0]}:*`)
  const services = [...new Set(people.map(({ serviceId }) => serviceId))].flatMap((id) =>
    id === null ? [] : (findService(db, id) ?? []),
  )
  return [
    ...(has('PractitionerRole:practitioner') ? people.map(practitionerResource) : []),
    ...(has('PractitionerRole:service')
      ? services.map((row) => healthcareServiceResource(serviceView(db, row, config.clinic.serverName)))
      : []),
    ...(matches.length > 0 && (has('PractitionerRole:organization') || has('HealthcareService:organization'))
      ? [own(parts)]
      : []),
  ]
}

const found: Record<DirectoryType, (parts: Parts, query: SearchQuery, asked: Asked) => Found> = {
  PractitionerRole: findRoles,
  HealthcareService: findServiceResources,
  Organization: findOrganization,
}

/** FHIR R4 search in the directory of this clinic. */
export const searchFhir = (parts: Parts, type: DirectoryType, query: SearchQuery, asked: Asked): Searchset => {
  const { total, matches } = found[type](parts, query, asked)
  const base = `${parts.config.clinic.url}/api/fhir`
  const entry =
    (mode: 'match' | 'include') =>
    (resource: Resource): SearchEntry => ({
      fullUrl: `${base}/${resource.resourceType}/${String(resource['id'])}`,
      resource,
      search: { mode },
    })
  const seen = (query._offset ?? 0) + matches.length
  const next = new URLSearchParams(asked.parameters)
  next.set('_offset', String(seen))
  return searchset(
    [...matches.map(entry('match')), ...included(parts, matches, includesOf(query)).map(entry('include'))],
    {
      total,
      self: `${asked.self}${asked.parameters ? `?${asked.parameters}` : ''}`,
      next: seen < total && matches.length > 0 ? `${asked.self}?${next}` : null,
    },
  )
}

/** One resource by its id; null when there is none, or none for who asks. */
export const readFhir = (
  parts: Parts,
  type: DirectoryType | 'Practitioner',
  id: string,
  { isForPartner, isOpened }: Pick<Asked, 'isForPartner' | 'isOpened'>,
): Resource | null => {
  const { config, db, now } = parts
  switch (type) {
    case 'Organization':
      return own(parts)['id'] === id ? own(parts) : null
    case 'HealthcareService': {
      const row = isOpened(id) ? findService(db, id) : null
      return row && healthcareServiceResource(serviceView(db, row, config.clinic.serverName))
    }
    case 'Practitioner':
    case 'PractitionerRole': {
      const row = findPerson(db, userIdOf(id, config.clinic.serverName))
      if (!row || (isForPartner && !isFoundByPartners(db, row.userId))) return null
      return type === 'Practitioner' ? practitionerResource(row) : practitionerRoleResource(personView(db, row, now()))
    }
    default:
      return type satisfies never
  }
}
