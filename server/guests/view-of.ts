import type { GuestLinkView } from '#shared/calls/guests.ts'
import type { GuestLinkRow } from './queries.ts'

type Row = Pick<GuestLinkRow, 'id' | 'expiresAt' | 'guest' | 'isOver'>

const statusOf = ({ expiresAt, guest, isOver }: Row, now: number): GuestLinkView['status'] => {
  if (isOver) return 'over'
  if (guest) return 'used'
  return expiresAt > now ? 'open' : 'over'
}

export const viewOf = (row: Row, now: number): GuestLinkView => ({
  id: row.id,
  status: statusOf(row, now),
  expiresAt: row.expiresAt,
  guest: row.guest,
})
