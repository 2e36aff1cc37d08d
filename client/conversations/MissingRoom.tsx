import { createResource, Show } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { conversationWords } from '../i18n/words/conversations.ts'
import { useSession } from '../matrix/session-context.tsx'
import { EmptyState, ErrorState, type Icon, Skeleton } from '../ui/index.ts'

type Props = {
  roomId: RoomId
  /** Of one that nothing is known of. */
  icon: Icon
  title: string
  text: string
}

/** In place of a conversation that the person is not in: says so when somebody ended their access. */
export const MissingRoom = (props: Props) => {
  const w = useWords(conversationWords)
  const session = useSession()
  const [wasRemoved] = createResource(() => props.roomId, session.wasRemoved)
  return (
    <Show when={!wasRemoved.loading} fallback={<Skeleton width="100%" height="20rem" />}>
      <Show when={wasRemoved()} fallback={<EmptyState icon={props.icon} title={props.title} text={props.text} />}>
        <ErrorState title={w().removedTitle} text={w().removedText} />
      </Show>
    </Show>
  )
}
