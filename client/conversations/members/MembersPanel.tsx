import { Key } from '@solid-primitives/keyed'
import { useNavigate } from '@solidjs/router'
import Pencil from 'lucide-solid/icons/pencil'
import UserPlus from 'lucide-solid/icons/user-plus'
import UsersRound from 'lucide-solid/icons/users-round'
import X from 'lucide-solid/icons/x'
import { createMemo, createResource, createSignal, lazy, Match, onMount, Show, Suspense, Switch } from 'solid-js'
import { serviceAccountOf } from '#shared/matrix/ids.ts'
import { unwrap, useClinicApi } from '../../clinic-api/index.ts'
import { ExportButton } from '../../export/index.ts'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { groupWords } from '../../i18n/words/groups.ts'
import { useSession } from '../../matrix/session-context.tsx'
import type { RoomMember, RoomView } from '../../matrix/types.ts'
import { answerOf, Button, IconButton, onEscape } from '../../ui/index.ts'
import styles from '../conversations.module.css'
import { LeaveConversation } from './LeaveConversation.tsx'
import { Member } from './Member.tsx'

const NewGroupDialog = lazy(async () => ({ default: (await import('../groups/NewGroupDialog.tsx')).NewGroupDialog }))
const InviteDialog = lazy(async () => ({ default: (await import('../groups/InviteDialog.tsx')).InviteDialog }))
const RenameDialog = lazy(async () => ({ default: (await import('../groups/RenameDialog.tsx')).RenameDialog }))

/** Who takes part, as their clinics vouch for them; what can be changed about it; and the way out. */
export const MembersPanel = (props: { room: RoomView; onClose(): void }) => {
  const w = useWords(conversationWords)
  const groups = useWords(groupWords)
  const session = useSession()
  const api = useClinicApi()
  const navigate = useNavigate()
  const [dialog, setDialog] = createSignal<'invite' | 'rename' | 'group' | null>(null)
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
  const roleOf = (member: RoomMember) => answerOf(roles)?.find(({ userId }) => userId === member.userId) ?? null
  const isNameTwice = (member: RoomMember) =>
    people().some(({ userId, name }) => name === member.name && userId !== member.userId)
  const kind = () => props.room.summary()?.kind
  const others = () =>
    people()
      .filter(({ userId }) => userId !== session.userId)
      .map(({ userId, name }) => ({ userId, name }))

  let heading: HTMLHeadingElement | undefined
  onMount(() => heading?.focus())

  return (
    <aside class={styles['members']} aria-label={w().members} onKeyDown={onEscape(() => props.onClose())}>
      <header class={styles['membersHeader']}>
        <h2 ref={heading} tabindex="-1" class={styles['heading']}>
          {w().membersCount(people().length)}
        </h2>
        <IconButton size="small" label={w().closeMembers} icon={X} onClick={() => props.onClose()} />
      </header>
      <div class={styles['actions']}>
        <Show when={kind() === 'group' && props.room.rights().invite}>
          <Button size="small" icon={UserPlus} onClick={() => setDialog('invite')}>
            {groups().add}
          </Button>
        </Show>
        <Show when={kind() === 'group' && props.room.rights().rename}>
          <Button size="small" variant="quiet" icon={Pencil} onClick={() => setDialog('rename')}>
            {groups().rename}
          </Button>
        </Show>
        <Show when={kind() === 'direct'}>
          <Button size="small" icon={UsersRound} onClick={() => setDialog('group')}>
            {groups().withThird}
          </Button>
        </Show>
        {/* Above the people, whose rows grow with what the directory says: a press would go to another button. */}
        <ExportButton room={props.room} />
        <Show when={kind() !== 'department'}>
          <LeaveConversation room={props.room} />
        </Show>
      </div>
      <Show when={kind() === 'department'}>
        <p class={styles['muted']}>{groups().departmentText}</p>
      </Show>
      <ul class={styles['memberList']}>
        <Key each={people()} by="userId">
          {(member) => (
            <Member
              room={props.room}
              member={member()}
              role={roleOf(member())}
              isNameTwice={isNameTwice(member())}
              onBlocked={() => {
                // A conversation with this person alone is over.
                if (props.room.summary()?.membership !== 'join') navigate('/messages')
              }}
            />
          )}
        </Key>
      </ul>
      <Suspense>
        <Switch>
          <Match when={dialog() === 'invite'}>
            <InviteDialog roomId={props.room.roomId} present={ids()} onClose={() => setDialog(null)} />
          </Match>
          <Match when={dialog() === 'rename'}>
            <RenameDialog
              roomId={props.room.roomId}
              name={props.room.summary()?.name ?? ''}
              onClose={() => setDialog(null)}
            />
          </Match>
          <Match when={dialog() === 'group'}>
            <NewGroupDialog people={others()} text={groups().withThirdText} onClose={() => setDialog(null)} />
          </Match>
        </Switch>
      </Suspense>
    </aside>
  )
}
