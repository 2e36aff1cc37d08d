import { createJoinCalled, createKeepHistory } from '../alerts/index.ts'
import { createDuties } from './duties-store.ts'
import { historyRules } from './givers.ts'

/** Goes to what the duty calls to, and passes on what was said, wherever the person is. Shows nothing. */
export const DutyKeeper = () => {
  const duties = createDuties()
  createJoinCalled(duties)
  createKeepHistory(duties, historyRules)
  return null
}
