import type { FeatureUse } from '#shared/features/api.ts'
import { livekitOf } from '../calls/livekit-rooms.ts'
import { countFiles } from '../case-files/queries.ts'
import { countOpenConsults } from '../consults/queries.ts'
import type { Context } from '../context.ts'

/** What would stand still if it were switched off now. */
export const describeUse = async ({ config, db }: Pick<Context, 'config' | 'db'>): Promise<FeatureUse> => ({
  openConsults: countOpenConsults(db),
  peopleInCalls: await livekitOf(config)
    .occupants()
    .then(
      (occupants) => occupants.length,
      () => null,
    ),
  openUploads: countFiles(db).uploads,
})
