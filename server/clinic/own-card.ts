import type { ClinicCard } from '#shared/clinic/card.ts'
import type { Context } from '../context.ts'
import { readCard } from './queries.ts'

export const ownCard = ({ config, db }: Pick<Context, 'config' | 'db'>): ClinicCard => ({
  ...config.clinic,
  livekitUrl: config.livekit.url,
  content: readCard(db),
})
