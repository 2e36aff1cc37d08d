import { createMemo, Show } from 'solid-js'
import { mayDeleteFile } from '#shared/case-files/deletion.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { isSame } from '../matrix/same.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { RoomView, TimelineItem } from '../matrix/types.ts'
import { Banner } from '../ui/index.ts'
import styles from './case-files.module.css'
import { FileLine } from './FileLine.tsx'
import { deletionIn, manifestIn } from './files-of-room.ts'
import { GoneFile } from './GoneFile.tsx'

type Props = {
  room: RoomView
  item: TimelineItem
  /** Who asked for the consult, where it is one. */
  requester: UserId | null
}

/** A file in the timeline. */
export const CaseFileCard = (props: Props) => {
  const w = useWords(caseFileWords)
  const session = useSession()
  const deletions = props.room.events(eventTypes.caseFileDeletion)
  const mayDelete = (who: UserId, owner: UserId) =>
    mayDeleteFile(who, owner, props.requester ? { requester: props.requester } : null)
  // What others read or answer changes the item, and not the file.
  const manifest = createMemo(
    () => {
      const { body, isEncrypted, sender } = props.item
      return body.kind === 'event' ? manifestIn({ sender, encrypted: isEncrypted, content: body.content }) : null
    },
    null,
    { equals: isSame },
  )
  const deletion = createMemo(() => {
    const fileId = manifest()?.fileId
    return fileId ? deletionIn(deletions(), { fileId, owner: props.item.sender }, mayDelete) : null
  })
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
          <Show
            when={deletion()}
            fallback={
              <FileLine
                roomId={props.room.roomId}
                manifest={known()}
                mayDelete={
                  props.room.summary()?.membership === 'join' &&
                  !known().passedOnFrom &&
                  mayDelete(session.userId, props.item.sender)
                }
              />
            }
          >
            {(said) => <GoneFile name={known().name} deletion={said()} />}
          </Show>
        </div>
      )}
    </Show>
  )
}
