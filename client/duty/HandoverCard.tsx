import Forward from 'lucide-solid/icons/forward'
import { Show } from 'solid-js'
import * as v from 'valibot'
import { handoverNote } from '#shared/duty/roster-content.ts'
import { useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import { useSession } from '../matrix/session-context.tsx'
import styles from './duty.module.css'

/** What the one who went has left for the next. */
export const HandoverCard = (props: { content: Record<string, unknown> }) => {
  const w = useWords(dutyWords)
  const session = useSession()
  const note = () => {
    const parsed = v.safeParse(handoverNote, props.content)
    return parsed.success ? parsed.output : null
  }
  return (
    <Show when={note()}>
      {(read) => (
        <div class={styles['card']}>
          <p class={styles['cardTitle']}>
            <Forward size={16} aria-hidden="true" /> {w().noteFor(session.nameOf(read().to))}
          </p>
          <p class={styles['cardText']}>{read().note}</p>
        </div>
      )}
    </Show>
  )
}
