import type { Partner } from '#shared/partners/api.ts'

/** Of a clinic that waits for an answer of an admin here: it offers a partnership, or has changed its card. */
export const asksAdmin = ({
  status,
  proposedBy,
  changed,
}: Pick<Partner, 'status' | 'proposedBy' | 'changed'>): boolean =>
  (status === 'proposed' && proposedBy === 'them') || (status !== 'ended' && Boolean(changed))
