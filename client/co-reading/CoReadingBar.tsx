import Crown from 'lucide-solid/icons/crown'
import Eye from 'lucide-solid/icons/eye'
import UserRound from 'lucide-solid/icons/user-round'
import { createSignal, For, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useWords } from '../i18n/index.ts'
import { coReadingWords } from '../i18n/words/co-reading.ts'
import { listenForKeys } from '../imaging/index.ts'
import type { CallMember } from '../matrix/types.ts'
import { Button } from '../ui/index.ts'
import styles from './co-reading.module.css'
import type { CoReading } from './co-reading.ts'

type Props = {
  coReading: CoReading
  /** Of the file that is open here. */
  fileId: string
  others: readonly CallMember[]
  /** By the name in LiveKit. */
  nameOf(name: string): string
}

/** Who leads, unmistakably, and what one can do about it. */
export const CoReadingBar = (props: Props) => {
  const w = useWords(coReadingWords)
  const { coReading } = props
  const leader = () => props.nameOf(coReading.lead()?.by ?? '')
  const [isGiving, setGiving] = createSignal(false)
  const give = (name: string) => {
    setGiving(false)
    coReading.give(name)
  }
  const takeOver = () => coReading.begin(props.fileId, null)
  const toggle = () => (coReading.isFollowing() ? coReading.leave() : coReading.follow())
  const standing = () => {
    if (!coReading.lead()) return { mode: 'alone', icon: UserRound, text: w().nobodyLeads } as const
    if (coReading.isOwn()) return { mode: 'leading', icon: Crown, text: w().youLead } as const
    return coReading.isFollowing()
      ? ({ mode: 'following', icon: Eye, text: w().leads(leader()) } as const)
      : ({ mode: 'alone', icon: UserRound, text: w().leadsAlone(leader()) } as const)
  }
  listenForKeys({
    f: () => coReading.lead() && !coReading.isOwn() && toggle(),
    t: () => !coReading.isOwn() && takeOver(),
  })
  return (
    <section class={styles['bar']} data-mode={standing().mode} aria-label={w().bar}>
      <Dynamic component={standing().icon} size={18} aria-hidden="true" />
      <p role="status">{standing().text}</p>
      <div class={styles['ways']}>
        <Show
          when={coReading.isOwn()}
          fallback={
            <>
              <Show when={coReading.lead()}>
                <Button size="small" onClick={toggle}>
                  {w().shortcut(coReading.isFollowing() ? w().lookAround : w().followAgain, 'F')}
                </Button>
              </Show>
              <Button size="small" onClick={takeOver}>
                {w().shortcut(w().takeOver, 'T')}
              </Button>
            </>
          }
        >
          <Show when={props.others.length > 0}>
            <Button size="small" aria-expanded={isGiving()} onClick={() => setGiving((before) => !before)}>
              {w().give}
            </Button>
          </Show>
          <Button size="small" onClick={() => coReading.end()}>
            {w().stop}
          </Button>
        </Show>
      </div>
      {/* No menu: that would open outside of the dialog, which readers of the screen do not leave. */}
      <Show when={coReading.isOwn() && isGiving()}>
        <ul class={styles['heirs']} aria-label={w().give}>
          <For each={props.others}>
            {({ livekitIdentity }) => (
              <li>
                <Button size="small" onClick={() => give(livekitIdentity)}>
                  {w().giveTo(props.nameOf(livekitIdentity))}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}
