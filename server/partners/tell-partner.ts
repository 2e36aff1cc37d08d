import type { ServerName } from '#shared/matrix/ids.ts'
import type { PartnerHintOutput } from '#shared/partners/api.ts'
import { cameToNothing, moveTheirs, type Standing, statusOf } from '#shared/partners/partnership.ts'
import type { Context } from '../context.ts'
import { afterMove, wake } from './after-move.ts'
import type { PartnerLink } from './partner-link.ts'
import { findPartner, removePartner, savePartner } from './queries.ts'
import { settle } from './settle.ts'
import { withTheirLimits } from './stated-limits.ts'

const isEngaged = (standing: Standing) => standing === 'wanted' || standing === 'suspended'

/** Tells the other clinic where our side stands, and takes its own from the answer. What fails is told again later. */
export const tellPartner = async (context: Context, link: PartnerLink, server: ServerName): Promise<void> => {
  const row = findPartner(context.db, server)
  if (!row || row.isTold) return
  let answer: PartnerHintOutput
  try {
    answer = await link.tell(server, {
      serverName: context.config.clinic.serverName,
      messageId: row.messageId,
      standing: row.ours,
    })
  } catch {
    context.log.info('partner-not-told', { partner: server })
    return
  }
  const current = findPartner(context.db, server)
  // Our side moved again meanwhile: that move tells for itself.
  if (!current || current.messageId !== row.messageId) return
  const before = statusOf(current)
  // That it has not consented yet does not withdraw our proposal; that it left a partnership does end it.
  const wasTogether = before.status === 'active' || before.status === 'suspended'
  const heard = isEngaged(answer.standing) || wasTogether ? moveTheirs(current, answer.standing) : current
  const after = statusOf(heard)
  const isSame = before.status === after.status && before.by === after.by
  const told = {
    ...withTheirLimits({ ...current, ...heard }, answer.limits, context.now()),
    isTold: true,
    since: isSame ? current.since : context.now(),
  }
  await settle(context, () => (cameToNothing(told) ? removePartner(context.db, server) : savePartner(context.db, told)))
  await afterMove(context, before, told)
  // What Synapse tried before the other side had opened too is put off, for longer each time.
  if (after.status === 'active') await wake(context, server)
}
