import { type Accessor, createEffect, createSignal } from 'solid-js'
import { askWhileSeen } from './ask-while-seen.ts'

const pollMs = 60_000

export type ReportCount = { count: Accessor<number>; refresh(): Promise<void> }

/** How many reported messages wait for an admin: asked for again while somebody looks. Call under a Solid owner. */
export const createReportCount = (isNeeded: Accessor<boolean>, read: () => Promise<number>): ReportCount => {
  const [count, setCount] = createSignal(0)
  /** What is known stays when nobody answers. */
  const refresh = () =>
    read().then(
      (found) => void setCount(found),
      () => undefined,
    )

  createEffect(() => {
    if (!isNeeded()) return void setCount(0)
    void refresh()
    askWhileSeen(() => void refresh(), pollMs)
  })

  return { count, refresh }
}
