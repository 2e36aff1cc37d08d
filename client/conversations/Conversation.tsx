import { useNavigate, useSearchParams } from '@solidjs/router'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import Users from 'lucide-solid/icons/users'
import { createSignal, Show } from 'solid-js'
import * as v from 'valibot'
import { eventId, type RoomId } from '#shared/matrix/ids.ts'
import { CallBanner, StartCallButton } from '../calls/index.ts'
import { useWords } from '../i18n/index.ts'
import { conversationWords } from '../i18n/words/conversations.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Avatar, IconButton } from '../ui/index.ts'
import { ClinicMark } from './ClinicMark.tsx'
import styles from './conversations.module.css'
import { MembersPanel } from './MembersPanel.tsx'
import { RoomBody } from './RoomPane.tsx'

/** One conversation, with who takes part and the way into a call. */
export const Conversation = (props: { roomId: RoomId }) => {
  const w = useWords(conversationWords)
  const navigate = useNavigate()
  const room = useSession().openRoom(props.roomId)
  const [isShowingMembers, setShowingMembers] = createSignal(false)
  const [search] = useSearchParams()
  const event = () => {
    const named = v.safeParse(eventId, search['event'])
    return named.success ? named.output : null
  }
  const name = () => room.summary()?.name ?? ''
  let membersButton: HTMLButtonElement | undefined

  const hideMembers = () => {
    setShowingMembers(false)
    membersButton?.focus()
  }

  return (
    <article class={styles['conversation']} classList={{ [styles['withMembers'] ?? '']: isShowingMembers() }}>
      <header class={styles['roomHeader']}>
        <span class={styles['backButton']}>
          <IconButton label={w().back} icon={ArrowLeft} onClick={() => navigate('/messages')} />
        </span>
        <span class={styles['face']}>
          <Avatar name={name()} />
        </span>
        <div class={styles['roomTitle']}>
          <h1 class={styles['title']}>{name()}</h1>
          <ClinicMark servers={room.summary()?.servers ?? []} />
        </div>
        <span class={styles['callButton']}>
          <StartCallButton roomId={props.roomId} />
        </span>
        <IconButton
          ref={(element) => {
            membersButton = element
          }}
          label={w().members}
          icon={Users}
          pressed={isShowingMembers()}
          aria-expanded={isShowingMembers()}
          onClick={() => setShowingMembers((was) => !was)}
        />
      </header>
      <div class={styles['roomMain']}>
        <CallBanner roomId={props.roomId} />
        <RoomBody room={room} event={event()} />
      </div>
      <Show when={isShowingMembers()}>
        <MembersPanel room={room} onClose={hideMembers} />
      </Show>
    </article>
  )
}
