import type { Context } from '../context.ts'
import { onFeaturesChanged } from '../features/follow-features.ts'
import { onPartnerSuspended, type PartnerListener } from '../partners/after-move.ts'
import { keepRounds } from '../rounds.ts'
import { keepLeaves } from './delegated-leaves.ts'
import { type Livekit, livekitOf } from './livekit-rooms.ts'
import { putOutServer, sweepCalls } from './put-out.ts'

const sweepMs = 15_000

/** Keeps LiveKit's rooms free of people who left the Matrix room or whose clinic was suspended, and calls of people who have gone. */
export const startCalls = (context: Context, livekit: Livekit = livekitOf(context.config)): Disposable => {
  const sweep = () => sweepCalls(context, livekit).catch(() => context.log.info('call-sweep-failed', {}))
  const rounds = keepRounds(async () => {
    await sweep()
    return sweepMs
  })
  const leaves = keepLeaves(context, livekit)

  const putOut: PartnerListener = (_, server) => putOutServer(context, livekit, server)
  onPartnerSuspended.push(putOut)
  const look = () => void sweep()
  onFeaturesChanged.push(look)

  return {
    [Symbol.dispose]() {
      rounds[Symbol.dispose]()
      leaves[Symbol.dispose]()
      onFeaturesChanged.splice(onFeaturesChanged.indexOf(look), 1)
      onPartnerSuspended.splice(onPartnerSuspended.indexOf(putOut), 1)
    },
  }
}
