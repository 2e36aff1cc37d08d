import { type Accessor, createContext, createSignal, onCleanup, onMount, useContext } from 'solid-js'
import * as v from 'valibot'
import { forget, keep, readKept } from '../matrix/device-store.ts'
import { isRight, type LockRecord, lockRecord, mostWrongTries, recordOf, waitAfterMs } from './pin.ts'

/**
 * | state   | shown             | goes on                                                        |
 * | ------- | ----------------- | -------------------------------------------------------------- |
 * | reading | nothing           | no PIN → open; PIN → locked: every start asks for it           |
 * | open    | the application   | `lockNow`, or nobody has touched anything for so long → locked |
 * | locked  | the lock screen   | right PIN → open; ten wrong ones → ending                      |
 * | ending  | that it signs out | the device is signed out and wiped                             |
 */
export type LockState = 'reading' | 'open' | 'locked' | 'ending'
export type Try = 'open' | 'wrong' | 'too-early' | 'ending'

export type AppLock = {
  state: Accessor<LockState>
  hasPin: Accessor<boolean>
  /** Null: only by hand. */
  idleMinutes: Accessor<number | null>
  wrongTries: Accessor<number>
  /** Unix time in ms, before which no PIN is looked at. */
  notBefore: Accessor<number>
  tryPin(pin: string): Promise<Try>
  setPin(pin: string, idleMinutes: number | null): Promise<void>
  removePin(): Promise<void>
  setIdleMinutes(minutes: number | null): Promise<void>
  /** False without a PIN: nobody could open it again. */
  lockNow(): boolean
}

const recordName = 'app-lock'
const lookEveryMs = 1_000
const signsOfLife = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** Call under an owner. `isInUse`: somebody listens or speaks without touching anything. */
export const createAppLock = (parts: { isInUse(): boolean; signOut(): Promise<void>; onNoPin(): void }): AppLock => {
  const [record, setRecord] = createSignal<LockRecord | null>(null)
  const [state, setState] = createSignal<LockState>('reading')
  let lastLifeAt = Date.now()

  const write = async (next: LockRecord) => {
    await keep({ [recordName]: next })
    setRecord(next)
  }
  const end = () => {
    setState('ending')
    parts.signOut().catch(() => setState('locked'))
  }
  const begin = async () => {
    const parsed = v.safeParse(lockRecord, await readKept(recordName).catch(() => null))
    if (!parsed.success) return setState('open')
    setRecord(parsed.output)
    if (parsed.output.wrongTries >= mostWrongTries) end()
    else setState('locked')
  }
  const lockNow = () => {
    if (!record()) return false
    if (state() === 'open') setState('locked')
    return true
  }

  const look = () => {
    const minutes = record()?.idleMinutes
    if (state() !== 'open' || !minutes) return
    if (parts.isInUse()) lastLifeAt = Date.now()
    else if (Date.now() - lastLifeAt >= minutes * 60_000) setState('locked')
  }
  const onLife = () => {
    // What woke the computer must not open what should have been locked long ago.
    look()
    lastLifeAt = Date.now()
  }
  const onShortcut = (event: KeyboardEvent) => {
    if (!event.ctrlKey || !event.shiftKey || event.code !== 'KeyL') return
    event.preventDefault()
    if (!lockNow()) parts.onNoPin()
  }
  onMount(() => {
    void begin()
    const timer = setInterval(look, lookEveryMs)
    for (const sign of signsOfLife) window.addEventListener(sign, onLife, { capture: true, passive: true })
    document.addEventListener('visibilitychange', look)
    window.addEventListener('keydown', onShortcut)
    onCleanup(() => {
      clearInterval(timer)
      for (const sign of signsOfLife) window.removeEventListener(sign, onLife, { capture: true })
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('keydown', onShortcut)
    })
  })

  return {
    state,
    hasPin: () => record() !== null,
    idleMinutes: () => record()?.idleMinutes ?? null,
    wrongTries: () => record()?.wrongTries ?? 0,
    notBefore: () => record()?.notBefore ?? 0,
    async tryPin(pin) {
      const before = record()
      if (!before || state() === 'ending') return 'ending'
      if (Date.now() < before.notBefore) return 'too-early'
      const wrongTries = before.wrongTries + 1
      // Counted before it is looked at: closing the tab in between is no further try.
      await write({ ...before, wrongTries, notBefore: Date.now() + waitAfterMs(wrongTries) })
      if (await isRight(before, pin)) {
        await write({ ...before, wrongTries: 0, notBefore: 0 })
        lastLifeAt = Date.now()
        if (state() === 'locked') setState('open')
        return 'open'
      }
      if (wrongTries < mostWrongTries) return 'wrong'
      end()
      return 'ending'
    },
    setPin: async (pin, idleMinutes) => write(await recordOf(pin, idleMinutes)),
    async removePin() {
      await forget(recordName)
      setRecord(null)
    },
    async setIdleMinutes(idleMinutes) {
      const now = record()
      if (now) await write({ ...now, idleMinutes })
    },
    lockNow,
  }
}

export const AppLockContext = createContext<AppLock>()

export const useAppLock = (): AppLock => {
  const lock = useContext(AppLockContext)
  if (!lock) throw new Error('useAppLock must be used within SignedIn')
  return lock
}
