import { useNavigate } from '@solidjs/router'
import LogOut from 'lucide-solid/icons/log-out'
import ShieldAlert from 'lucide-solid/icons/shield-alert'
import ShieldCheck from 'lucide-solid/icons/shield-check'
import X from 'lucide-solid/icons/x'
import { createMemo, createResource, createSignal, For, onMount, Show } from 'solid-js'
import type { PractitionerRole } from '#shared/directory/api.ts'
import { serviceAccountOf } from '#shared/matrix/ids.ts'
import { AvailabilityMark } from '../availability/index.ts'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { conversationWords } from '../i18n/words/conversations.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { RoomMember, RoomView } from '../matrix/types.ts'
import { useClinicName } from '../partners/index.ts'
import { BlockButton } from '../permissions/index.ts'
import { Avatar, Button, Dialog, IconButton, toast } from '../ui/index.ts'
import styles from './conversations.module.css'

/** Who takes part, as their clinics vouch for them; and the way out. */
export const MembersPanel = (props: { room: RoomView; onClose(): void }) => {
  const w = useWords(conversationWords)
  const session = useSession()
  const api = useClinicApi()
  const navigate = useNavigate()
  const people = createMemo(() =>
    props.room.members().filter(({ userId, serverName }) => userId !== serviceAccountOf(serverName)),
  )
  const ids = createMemo(() => people().map(({ userId }) => userId), [], {
    equals: (a, b) => a.join(' ') === b.join(' '),
  })
  // What they are is an addition: without an answer, names and clinics stay.
  const [roles] = createResource(
    () => (ids().length > 0 ? ids().slice(0, 100) : null),
    (userId) =>
      unwrap(api.own.api.directory.people.$get({ query: { userId } })).then(
        (found) => found.people,
        () => [],
      ),
  )
  const roleOf = (member: RoomMember) => roles.latest?.find(({ userId }) => userId === member.userId) ?? null

  let heading: HTMLHeadingElement | undefined
  onMount(() => heading?.focus())

  return (
    <aside
      class={styles['members']}
      aria-label={w().members}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onClose()
      }}
    >
      <header class={styles['membersHeader']}>
        <h2 ref={heading} tabindex="-1" class={styles['heading']}>
          {w().membersCount(people().length)}
        </h2>
        <IconButton size="small" label={w().closeMembers} icon={X} onClick={() => props.onClose()} />
      </header>
      <ul class={styles['memberList']}>
        <For each={people()}>
          {(member) => (
            <Member
              member={member}
              role={roleOf(member)}
              isSelf={member.userId === session.userId}
              onBlocked={() => {
                // A conversation with this person alone is over.
                if (props.room.summary()?.membership !== 'join') navigate('/messages')
              }}
            />
          )}
        </For>
      </ul>
      <Leave room={props.room} />
    </aside>
  )
}

type MemberProps = { member: RoomMember; role: PractitionerRole | null; isSelf: boolean; onBlocked(): void }

const Member = (props: MemberProps) => {
  const w = useWords(conversationWords)
  const specialty = useWords(specialtyWords)
  const clinicName = useClinicName()
  const what = () =>
    props.role ? [props.role.title, specialty()[props.role.specialty]].filter(Boolean).join(', ') : ''
  return (
    <li class={styles['member']}>
      <Avatar name={props.member.name} />
      <div class={styles['entryMain']}>
        <span class={styles['memberName']}>
          {props.member.name} <Show when={props.isSelf}>({w().you})</Show>
        </span>
        <Show when={what()}>
          <span class={styles['muted']}>{what()}</span>
        </Show>
        <AvailabilityMark of={props.role?.notAvailable ?? null} />
        <span class={styles['muted']} title={props.member.userId}>
          {clinicName(props.member.serverName)}
        </span>
        <Show when={props.member.membership === 'invite'}>
          <span class={styles['muted']}>{w().invited}</span>
        </Show>
        <Show when={props.member.identity === 'verified' && !props.isSelf}>
          <span class={styles['identity']}>
            <ShieldCheck size={16} aria-hidden="true" /> {w().identityVerified}
          </span>
        </Show>
        <Show when={props.member.identity === 'changed'}>
          <span class={styles['unsafe']}>
            <ShieldAlert size={16} aria-hidden="true" /> {w().identityChanged}
          </span>
        </Show>
        <Show when={!props.isSelf}>
          <span>
            <BlockButton userId={props.member.userId} name={props.member.name} onBlocked={props.onBlocked} />
          </span>
        </Show>
      </div>
    </li>
  )
}

const Leave = (props: { room: RoomView }) => {
  const w = useWords(conversationWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const navigate = useNavigate()
  const [isAsking, setAsking] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)

  const leave = async () => {
    setBusy(true)
    try {
      await session.leaveRoom(props.room.roomId)
      setAsking(false)
      navigate('/messages')
    } catch (error) {
      const text = `${errors()[errorCodeOf(error)].title}. ${w().leaveFailedText}`
      toast({ tone: 'danger', title: w().leaveFailed, text })
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Button variant="quiet" size="small" icon={LogOut} onClick={() => setAsking(true)}>
        {w().leave}
      </Button>
      <Dialog open={isAsking()} onOpenChange={setAsking} title={w().leaveTitle} description={w().leaveText}>
        <div class={styles['actions']}>
          <Button onClick={() => setAsking(false)}>{w().cancel}</Button>
          <Button variant="danger" busy={isBusy()} onClick={() => void leave()}>
            {w().leaveConfirm}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
