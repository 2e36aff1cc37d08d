import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  type ParentProps,
  useContext,
} from 'solid-js'
import { byPriority, type Priority } from '#shared/consults/priority.ts'
import { soundAlert } from './alert-sound.ts'
import { isSilenced } from './silence.ts'

type Wanted = Accessor<Priority | null>
type Ringing = {
  add(wanted: Wanted): void
  loudest: Wanted
  isMuted: Accessor<boolean>
  /** The browser lets nothing be heard before the person has pressed something. */
  isHeldBack: Accessor<boolean>
  mute(isOff: boolean): void
}
/** Over the change to the locked screen and back; a page that is loaded anew rings again. */
const [silencedAt, setSilencedAt] = createSignal<Priority | null>(null)

const RingingContext = createContext<Ringing>()

/** One sound for all that waits, as loud as the most urgent of it. */
export const Ringing = (props: ParentProps) => {
  const [all, setAll] = createSignal<readonly Wanted[]>([])
  const [isHeldBack, setHeldBack] = createSignal(false)
  const loudest = createMemo(
    () =>
      all()
        .flatMap((wanted) => wanted() ?? [])
        .sort(byPriority)[0] ?? null,
  )
  const isMuted = () => isSilenced(silencedAt(), loudest())
  createEffect(
    on(loudest, (now, before) => {
      if (before && !now) setSilencedAt(null)
    }),
  )
  createEffect(() => {
    const priority = loudest()
    setHeldBack(false)
    if (priority && !isMuted()) onCleanup(soundAlert(priority, (isHeard) => setHeldBack(!isHeard)))
  })
  const ringing: Ringing = {
    loudest,
    isMuted,
    isHeldBack,
    add(wanted) {
      setAll((before) => [...before, wanted])
      onCleanup(() => setAll((before) => before.filter((one) => one !== wanted)))
    },
    mute: (isOff) => setSilencedAt(isOff ? loudest() : null),
  }
  return <RingingContext.Provider value={ringing}>{props.children}</RingingContext.Provider>
}

export const useRinging = (): Ringing => {
  const ringing = useContext(RingingContext)
  if (!ringing) throw new Error('useRinging must be called below Ringing')
  return ringing
}
