import { systems } from './codes.ts'
import type { FhirBundle } from './consult-bundle.ts'
import type { Resource } from './people.ts'

export type TransactionEntry = {
  fullUrl: string
  resource: Resource
  request: { method: 'POST'; url: string; ifNoneExist: string } | { method: 'PUT'; url: string }
}
export type FhirTransaction = { resourceType: 'Bundle'; type: 'transaction'; entry: TransactionEntry[] }

/** What goes on after the first hand-over: the newest state replaces the one before. The rest stays as it was. */
const goingOn: readonly string[] = ['ServiceRequest', 'Task', 'DiagnosticReport', 'DocumentReference']

type Identifier = { system: string; value: string }

const identifierOf = ({ identifier }: Resource): Identifier | null => {
  const [first] = [identifier].flat() as (Identifier | undefined)[]
  return first ?? null
}

const token = ({ system, value }: Identifier) => `${encodeURIComponent(system)}|${encodeURIComponent(value)}`

/** A step of the course has no identifier in FHIR; a tag of ours is as good to find it by. */
const tagged = (fullUrl: string, resource: Resource): Resource => ({
  ...resource,
  meta: { tag: [{ system: systems.uri, code: fullUrl }] },
})

const entryOf = ({ fullUrl, resource }: FhirBundle['entry'][number]): TransactionEntry => {
  const { resourceType } = resource
  const identifier = identifierOf(resource)
  const known = identifier
    ? `identifier=${token(identifier)}`
    : `_tag=${token({ system: systems.uri, value: fullUrl })}`
  return {
    fullUrl,
    resource: identifier ? resource : tagged(fullUrl, resource),
    request: goingOn.includes(resourceType)
      ? { method: 'PUT', url: `${resourceType}?${known}` }
      : { method: 'POST', url: resourceType, ifNoneExist: known },
  }
}

/**
 * A consult as FHIR server takes it: all or nothing, and handed over again, nothing is there twice (R4, "Conditional
 * create" and "Conditional update").
 */
export const transactionOf = ({ entry }: Pick<FhirBundle, 'entry'>): FhirTransaction => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: entry.map(entryOf),
})
