import { type Accessor, createContext, createSignal, onCleanup, onMount, useContext } from 'solid-js'
import { forget, keep } from '../matrix/device-store.ts'
import { openSealed, sealAway, unsealForGood } from '../matrix/local-key.ts'
import { isPasskeyRecord, type LockRecord, readLockRecord, recordName, takeFreshlyOpened } from './lock-record.ts'
import { keyOfPasskey, makePasskey } from './passkey.ts'
import { isRight, mostWrongTries, type PinRecord, recordOf, usualIdleMinutes, waitAfterMs } from './pin.ts'

/**
 * | state   | shown             | goes on                                                        |
 * | ------- | ----------------- | -------------------------------------------------------------- |
 * | reading | nothing           | no lock → open; a lock → locked, unless its passkey has just opened the device |
 * | open    | the application   | `lockNow`, or nobody has touched anything for so long → locked |
 * | locked  | the lock screen   | right PIN, or the passkey → open; ten wrong PINs → ending      |
 * | ending  | that it signs out | the device is signed out and wiped                             |
 */
export type LockState = 'reading' | 'open' | 'locked' | 'ending'
export type Try = 'open' | 'wrong' | 'too-early' | 'ending'

export type AppLock = {
  state: Accessor<LockState>
  /** What opens it; null: nobody locks it. */
  way: Accessor<'pin' | 'passkey' | null>
  /** Null: only by hand. */
  idleMinutes: Accessor<number | null>
  wrongTries: Accessor<number>
  /** Unix time in ms, before which no PIN is looked at. */
  notBefore: Accessor<number>
  tryPin(pin: string): Promise<Try>
  /** False when it is not the one. Throws as `keyOfPasskey`; so do the next three, where a passkey is or was the way. */
  tryPasskey(): Promise<boolean>
  setPin(pin: string): Promise<void>
  setPasskey(name: string): Promise<void>
  remove(): Promise<void>
  setIdleMinutes(minutes: number | null): Promise<void>
  /** False without a PIN or passkey: nobody could open it again. */
  lockNow(): boolean
}

/** Another one than that with which this device was sealed. */
class WrongPasskey extends Error {}

const lookEveryMs = 1_000
const signsOfLife = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** Call under an owner. `isInUse`: somebody listens or speaks without touching anything. */
export const createAppLock = (parts: { isInUse(): boolean; signOut(): Promise<void>; onNoLock(): void }): AppLock => {
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
    const kept = setRecord(await readLockRecord())
    if (!kept || (isPasskeyRecord(kept) && takeFreshlyOpened())) setState('open')
    else if (!isPasskeyRecord(kept) && kept.wrongTries >= mostWrongTries) end()
    else setState('locked')
  }
  const pinRecord = (): PinRecord | null => {
    const now = record()
    return now && !isPasskeyRecord(now) ? now : null
  }
  const passkeyRecord = () => {
    const now = record()
    return now && isPasskeyRecord(now) ? now : null
  }
  const idleMinutes = () => record()?.idleMinutes ?? null
  const idleOfNext = () => (record() ? idleMinutes() : usualIdleMinutes)
  const open = () => {
    lastLifeAt = Date.now()
    if (state() === 'locked') setState('open')
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
    if (!lockNow()) parts.onNoLock()
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
    way: () => {
      const now = record()
      return now && (isPasskeyRecord(now) ? 'passkey' : 'pin')
    },
    idleMinutes,
    wrongTries: () => pinRecord()?.wrongTries ?? 0,
    notBefore: () => pinRecord()?.notBefore ?? 0,
    async tryPin(pin) {
      const before = pinRecord()
      if (!before || state() === 'ending') return 'ending'
      if (Date.now() < before.notBefore) return 'too-early'
      const wrongTries = before.wrongTries + 1
      // Counted before it is looked at: closing the tab in between is no further try.
      await write({ ...before, wrongTries, notBefore: Date.now() + waitAfterMs(wrongTries) })
      if (await isRight(before, pin)) {
        await write({ ...before, wrongTries: 0, notBefore: 0 })
        open()
        return 'open'
      }
      if (wrongTries < mostWrongTries) return 'wrong'
      end()
      return 'ending'
    },
    async tryPasskey() {
      const before = passkeyRecord()
      if (!before || !(await openSealed(await keyOfPasskey(before)))) return false
      open()
      return true
    },
    async setPin(pin) {
      const next = await recordOf(pin, idleOfNext())
      const before = passkeyRecord()
      if (!before) return write(next)
      if (!(await unsealForGood(await keyOfPasskey(before), { [recordName]: next }, []))) throw new WrongPasskey()
      setRecord(next)
    },
    async setPasskey(name) {
      const { passkey, key } = await makePasskey(name)
      const next = { ...passkey, idleMinutes: idleOfNext() }
      await sealAway(key, { [recordName]: next })
      setRecord(next)
    },
    async remove() {
      const before = passkeyRecord()
      if (!before) await forget(recordName)
      else if (!(await unsealForGood(await keyOfPasskey(before), {}, [recordName]))) throw new WrongPasskey()
      setRecord(null)
    },
    async setIdleMinutes(minutes) {
      const now = record()
      if (now) await write({ ...now, idleMinutes: minutes })
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
