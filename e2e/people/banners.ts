import type { Locator } from 'playwright-core'
import type { Person } from './person.ts'

/** On top of everything while the homeserver does not answer. */
export const offlineBanner = ({ page }: Person): Locator =>
  page.getByRole('status').filter({ hasText: 'Was Sie sehen, kann veraltet sein.' })
