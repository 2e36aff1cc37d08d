import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createSignal,
  onCleanup,
  type ParentProps,
  useContext,
} from 'solid-js'
import { byPriority, type Priority } from '#shared/consults/priority.ts'
import { isMutedHere, muteHere, soundAlert } from './alert-sound.ts'

type Wanted = Accessor<Priority | null>
type Ringing = {
  add(wanted: Wanted): void
  loudest: Wanted
  isMuted: Accessor<boolean>
  mute(isOff: boolean): void
}
const RingingContext = createContext<Ringing>()

/** One sound for all that waits, as loud as the most urgent of it. */
export const Ringing = (props: ParentProps) => {
  const [all, setAll] = createSignal<readonly Wanted[]>([])
  const [isMuted, setMuted] = createSignal(isMutedHere())
  const loudest = createMemo(
    () =>
      all()
        .flatMap((wanted) => wanted() ?? [])
        .sort(byPriority)[0] ?? null,
  )
  createEffect(() => {
    const priority = loudest()
    if (priority && !isMuted()) onCleanup(soundAlert(priority))
  })
  const ringing: Ringing = {
    loudest,
    isMuted,
    add(wanted) {
      setAll((before) => [...before, wanted])
      onCleanup(() => setAll((before) => before.filter((one) => one !== wanted)))
    },
    mute(isOff) {
      muteHere(isOff)
      setMuted(isOff)
    },
  }
  return <RingingContext.Provider value={ringing}>{props.children}</RingingContext.Provider>
}

export const useRinging = (): Ringing => {
  const ringing = useContext(RingingContext)
  if (!ringing) throw new Error('useRinging must be called below Ringing')
  return ringing
}
