import type { AuditOutput, ConsultAuditOutput, ShownEntry, VerificationOutput } from '#shared/audit/api.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import type { Somebody } from './somebody.ts'

type Query = Partial<Record<'room' | 'person' | 'action' | 'outcome', string>>

const ask = <T>(by: Somebody, path: string): Promise<T> =>
  askJson<T>(by.clinic.reachableUrl, 'GET', `/api/audit/${path}`, { token: by.serviceToken })

/** What the admin sees, oldest first. */
export const logOf = async (admin: Somebody, query: Query): Promise<ShownEntry[]> =>
  (await ask<AuditOutput>(admin, `entries?${new URLSearchParams(query)}`)).entries.reverse()

export const exportOf = (admin: Somebody, query: Query): Promise<{ entry: { resource: { resourceType: string } }[] }> =>
  ask(admin, `export?${new URLSearchParams(query)}`)

export const verificationOf = (admin: Somebody): Promise<VerificationOutput> => ask(admin, 'verification')

/** `token` is a session at the clinic whose log is asked. */
export const consultLogAt = async (
  at: { reachableUrl: string },
  token: string,
  roomId: RoomId,
): Promise<ShownEntry[]> => {
  const path = `/api/audit/consults/${encodeURIComponent(roomId)}`
  return (await askJson<ConsultAuditOutput>(at.reachableUrl, 'GET', path, { token })).entries
}
