import Crown from 'lucide-solid/icons/crown'
import Eye from 'lucide-solid/icons/eye'
import UserRound from 'lucide-solid/icons/user-round'
import { Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useWords } from '../i18n/index.ts'
import { coReadingWords } from '../i18n/words/co-reading.ts'
import { listenForKeys } from '../imaging/index.ts'
import type { CallMember } from '../matrix/types.ts'
import { Button, Menu } from '../ui/index.ts'
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
  const heirs = () => {
    const named = props.others.map(({ livekitIdentity }) => ({ livekitIdentity, name: props.nameOf(livekitIdentity) }))
    return named.map(({ livekitIdentity, name }, at) => {
      // Of somebody who is there twice, or two who are called the same.
      const before = named.slice(0, at).filter((other) => other.name === name).length
      const label = w().giveTo(before > 0 ? `${name} (${before + 1})` : name)
      return { label, onSelect: () => coReading.give(livekitIdentity) }
    })
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
            <Menu isButton size="small" label={w().give} icon={Crown} items={heirs()}>
              {w().give}
            </Menu>
          </Show>
          <Button size="small" onClick={() => coReading.end()}>
            {w().stop}
          </Button>
        </Show>
      </div>
    </section>
  )
}
