import type { ConsultRecord } from './consult-record.ts'

const hash32 = (text: string, seed: number): string => {
  let hash = seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, '0')
}

/** Of which consult something is. */
export type OfConsult = { task: Pick<ConsultRecord['task'], 'requestId'> }

/**
 * The same thing of the same consult has the same id in every export.
 * An id within a bundle, not a secret and not a checksum: UUID version 8 (RFC 9562).
 */
export const urnOf = ({ task }: OfConsult, name: string): string => {
  const scoped = `${task.requestId} ${name}`
  const hex = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35].map((seed) => hash32(scoped, seed)).join('')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ]
  return `urn:uuid:${parts.join('-')}`
}

export type Reference = { reference: string }
export const referenceTo = (record: OfConsult, name: string): Reference => ({
  reference: urnOf(record, name),
})

/** The same id as an OID of the arc for UUIDs (ITU-T X.667): ISiK identifies documents so. */
export const oidOf = (urn: string): string => `urn:oid:2.25.${BigInt(`0x${urn.slice(9).replaceAll('-', '')}`)}`

/** FHIR instant of a Unix time in ms. */
export const instant = (ms: number): string => new Date(ms).toISOString()

/** Matrix URI of a person, a room or an event (Matrix specification, "matrix: URI scheme"). */
export const matrixPerson = (userId: string): string => `matrix:u/${encodeURIComponent(userId.slice(1))}`
export const matrixRoom = (roomId: string): string => `matrix:roomid/${encodeURIComponent(roomId.slice(1))}`
export const matrixEvent = (roomId: string, eventId: string): string =>
  `${matrixRoom(roomId)}/e/${encodeURIComponent(eventId.slice(1))}`
