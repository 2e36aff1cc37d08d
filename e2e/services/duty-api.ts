import type { OnCallTier } from '#shared/directory/tier.ts'
import type { DutyConversation, DutyMoveInput, MyDutyOutput } from '#shared/duty/api.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askService } from '../clinics/open-clinics.ts'
import type { Department } from './department.ts'
import type { Somebody } from './somebody.ts'

export const writeToDuty = (by: Somebody, { id, serverName }: Department): Promise<DutyConversation> =>
  askService(by.clinic, by, 'POST', '/api/duty/conversations', { service: { id, serverName } })

export const myDuty = (of: Somebody): Promise<MyDutyOutput> => askService(of.clinic, of, 'GET', '/api/duty/me')

export const takeDuty = (by: Somebody, tier: OnCallTier | null, leaveEmpty = false): Promise<unknown> =>
  askService(by.clinic, by, 'PUT', '/api/directory/me/on-call', { tier, leaveEmpty })

/** By somebody of the role's clinic. */
export const moveDuty = (by: Somebody, roomId: RoomId, input: DutyMoveInput): Promise<DutyConversation> =>
  askService(by.clinic, by, 'POST', `/api/duty/conversations/${encodeURIComponent(roomId)}/moves`, input)
