import { Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { RoomView } from '../matrix/types.ts'
import styles from './duty.module.css'
import { createDutyRoom } from './duty-room.ts'

/** Below the name of a conversation: who answers for the role now. */
export const DutyLine = (props: { room: RoomView }) => {
  const w = useWords(dutyWords)
  const duty = createDutyRoom(useSession(), props.room)
  return (
    <Show when={duty.roster()}>
      <p class={styles['line']}>
        {duty.onDutyNames().length > 0 ? w().onDutyNow(duty.onDutyNames().join(', ')) : w().unattended}
      </p>
    </Show>
  )
}
