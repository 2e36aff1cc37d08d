import { createJoinCalled } from '../alerts/index.ts'
import { createDuties } from './duties-store.ts'
import { createKeepHistory } from './keep-history.ts'

/** Goes to what the duty calls to, and passes on what was said, wherever the person is. Shows nothing. */
export const DutyKeeper = () => {
  const duties = createDuties()
  createJoinCalled(duties)
  createKeepHistory(duties)
  return null
}
