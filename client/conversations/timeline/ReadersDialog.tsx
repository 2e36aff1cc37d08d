import Check from 'lucide-solid/icons/check'
import CheckCheck from 'lucide-solid/icons/check-check'
import Eye from 'lucide-solid/icons/eye'
import { createMemo, For } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useWords } from '../../i18n/index.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import { useClinicName } from '../../partners/index.ts'
import { Avatar, Dialog } from '../../ui/index.ts'
import { useConversation } from '../conversation-context.ts'
import type { MessageDialogProps } from './message-dialog.ts'
import { peopleOf, type Reached, reachedBy } from './readers.ts'
import styles from './timeline.module.css'

const icons = { read: Eye, arrived: CheckCheck, sent: Check } as const satisfies Record<Reached, typeof Check>

/** How far a message has come with each person. */
export const ReadersDialog = (props: MessageDialogProps) => {
  const w = useWords(messageWords)
  const clinicName = useClinicName()
  const { session, room } = useConversation()
  const people = createMemo(() => reachedBy(props.item, peopleOf(room.members()), session.userId))
  return (
    <Dialog open onOpenChange={() => props.onClose()} title={w().readersTitle}>
      <ul class={styles['people']}>
        <For each={people()}>
          {({ member, reached }) => (
            <li class={styles['person']}>
              <Avatar name={member.name} />
              <span class={styles['personName']}>
                <strong>{member.name}</strong>
                <span class={styles['muted']}>{clinicName(member.serverName)}</span>
              </span>
              <span class={styles['reached']} data-reached={reached}>
                <Dynamic component={icons[reached]} size={16} aria-hidden="true" /> {w().reached[reached]}
              </span>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  )
}
