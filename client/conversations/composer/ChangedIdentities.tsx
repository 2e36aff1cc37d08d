import { createSignal, For } from 'solid-js'
import type { UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import type { RoomMember, RoomView } from '../../matrix/types.ts'
import { Banner, Button, toast } from '../../ui/index.ts'

/** People who are not who they were, as far as we can tell: nothing is sent until the person has decided. */
export const ChangedIdentities = (props: { members: RoomMember[]; room: RoomView }) => {
  const w = useWords(conversationWords)
  const [busy, setBusy] = createSignal<UserId | null>(null)
  const goOn = async (userId: UserId) => {
    setBusy(userId)
    try {
      await props.room.acceptIdentity(userId)
    } catch {
      toast({ tone: 'danger', title: w().changedFailed })
    } finally {
      setBusy(null)
    }
  }
  return (
    <For each={props.members}>
      {(member) => (
        <Banner
          tone="danger"
          title={w().changedTitle(member.name)}
          action={
            <Button busy={busy() === member.userId} onClick={() => void goOn(member.userId)}>
              {w().changedGoOn}
            </Button>
          }
        >
          {w().changedText}
        </Banner>
      )}
    </For>
  )
}
