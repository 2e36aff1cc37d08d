import { Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { roomWords } from '../i18n/words/rooms.ts'
import type { RoomView } from '../matrix/types.ts'
import { useClinicName } from '../partners/index.ts'
import { Banner } from '../ui/index.ts'
import { closedOf } from './closed.ts'

/** Says who has closed the conversation, and what that means. */
export const ClosedBanner = (props: { room: RoomView }) => {
  const w = useWords(roomWords)
  const clinicName = useClinicName()
  return (
    <Show when={closedOf(props.room)}>
      {(closed) => (
        <Banner tone="warning" title={w().isClosed(clinicName(closed().by))}>
          {w().isClosedText(w().reasons[closed().reason])}
        </Banner>
      )}
    </Show>
  )
}
