import { Show } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import type { TimelineItem } from '../matrix/types.ts'
import { Banner } from '../ui/index.ts'
import styles from './case-files.module.css'
import { FileLine } from './FileLine.tsx'
import { manifestIn } from './files-of-room.ts'

/** A file in the timeline. */
export const CaseFileCard = (props: { roomId: RoomId; item: TimelineItem }) => {
  const w = useWords(caseFileWords)
  const manifest = () => {
    const { body, isEncrypted, sender } = props.item
    return body.kind === 'event' ? manifestIn({ sender, encrypted: isEncrypted, content: body.content }) : null
  }
  return (
    <Show
      when={manifest()}
      fallback={
        <Banner tone="warning" title={w().notBelieved}>
          {w().notBelievedText}
        </Banner>
      }
    >
      {(known) => (
        <div class={styles['card']}>
          <FileLine roomId={props.roomId} manifest={known()} mayDelete={props.item.isOwn && !known().passedOnFrom} />
        </div>
      )}
    </Show>
  )
}
