import type { Accessor } from 'solid-js'
import { createClock } from '../alerts/index.ts'

/** How late what ends by itself may be taken away. */
const tickMs = 5_000

/** Until its owner ends. */
export const createNow = (): Accessor<number> => createClock(tickMs)
