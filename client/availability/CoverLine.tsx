import Forward from 'lucide-solid/icons/forward'
import type { Cover } from '#shared/matrix/cover-content.ts'
import { useWords } from '../i18n/index.ts'
import { availabilityWords } from '../i18n/words/availability.ts'
import { useSession } from '../matrix/session-context.tsx'
import styles from './availability.module.css'

/** Of a message that went to somebody absent and to their cover: to whom else, or in whose place. */
export const CoverLine = (props: { cover: Cover }) => {
  const w = useWords(availabilityWords)
  const session = useSession()
  const name = () => session.nameOf(props.cover.userId)
  return (
    <p class={styles['line']}>
      <Forward size={14} aria-hidden="true" />
      {props.cover.kind === 'for' ? w().forwardedFor(name()) : w().forwardedTo(name())}
    </p>
  )
}
