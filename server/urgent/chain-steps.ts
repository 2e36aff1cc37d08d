import type { UserId } from '#shared/matrix/ids.ts'
import type { AlertStep } from '#shared/urgent/alert-content.ts'
import type { ChainLink } from '#shared/urgent/api.ts'
import type { WhoIsOnCall } from '../consults/who-is-on-call.ts'

export type Reach = {
  whoIsOnCall: WhoIsOnCall
  /** Whether our service may invite a person, which they cannot refuse. */
  isReachable(userId: UserId): Promise<boolean>
}

/** Who is called when, for one link: a person, or a department's tiers one after the other; null: nobody can be. */
const stepsOf = async ({ isReachable, whoIsOnCall }: Reach, link: ChainLink): Promise<AlertStep[] | null> => {
  if (link.kind === 'person')
    return (await isReachable(link.userId)) ? [{ called: { kind: 'person' }, people: [link.userId] }] : null
  const onCall = await whoIsOnCall({ id: link.id, serverName: link.serverName })
  if (!onCall.ok || onCall.value.onCall.length === 0) return null
  const { id, name, serverName } = onCall.value.service
  return [...Map.groupBy(onCall.value.onCall, ({ tier }) => tier)].map(([tier, people]) => ({
    called: { kind: 'service', id, name, serverName, tier },
    people: people.map(({ userId }) => userId),
  }))
}

/**
 * The chain as it stands now. A link that nobody answers for is left out, and said: that one department is not in reach
 * must not keep the others from being called.
 */
export const chainSteps = async (
  reach: Reach,
  chain: readonly ChainLink[],
): Promise<{ steps: AlertStep[]; leftOut: ChainLink[] }> => {
  const found = await Promise.all(chain.map(async (link) => ({ link, steps: await stepsOf(reach, link) })))
  return {
    steps: found.flatMap(({ steps }) => steps ?? []),
    leftOut: found.flatMap(({ link, steps }) => (steps ? [] : [link])),
  }
}
