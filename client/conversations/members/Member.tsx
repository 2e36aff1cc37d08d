import Ellipsis from 'lucide-solid/icons/ellipsis'
import ShieldAlert from 'lucide-solid/icons/shield-alert'
import ShieldCheck from 'lucide-solid/icons/shield-check'
import ShieldQuestion from 'lucide-solid/icons/shield-question-mark'
import UserCog from 'lucide-solid/icons/user-cog'
import UserMinus from 'lucide-solid/icons/user-minus'
import { createSignal, Show } from 'solid-js'
import type { PractitionerRole } from '#shared/directory/api.ts'
import { moderatorLevel } from '#shared/matrix/power-levels.ts'
import { AvailabilityMark } from '../../availability/index.ts'
import { errorCodeOf } from '../../clinic-api/index.ts'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { errorWords } from '../../i18n/words/errors.ts'
import { groupWords } from '../../i18n/words/groups.ts'
import { specialtyWords } from '../../i18n/words/specialties.ts'
import { useSession } from '../../matrix/session-context.tsx'
import type { RoomMember, RoomView } from '../../matrix/types.ts'
import { useClinicName } from '../../partners/index.ts'
import { BlockButton } from '../../permissions/index.ts'
import { Avatar, Button, Dialog, Menu, type MenuItem, toast } from '../../ui/index.ts'
import styles from '../conversations.module.css'

type Props = {
  room: RoomView
  member: RoomMember
  role: PractitionerRole | null
  /** Somebody else here is called the same. */
  isNameTwice: boolean
  onBlocked(): void
}

/** One person who takes part: who they are by the word of their clinic, and what may be done about them. */
export const Member = (props: Props) => {
  const w = useWords(conversationWords)
  const groups = useWords(groupWords)
  const errors = useWords(errorWords)
  const specialty = useWords(specialtyWords)
  const session = useSession()
  const clinicName = useClinicName()
  const [isRemoving, setRemoving] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)

  const isSelf = () => props.member.userId === session.userId
  const isGroup = () => props.room.summary()?.kind === 'group'
  const isModerator = () => props.member.powerLevel >= moderatorLevel
  const what = () =>
    props.role ? [props.role.title, specialty()[props.role.specialty]].filter(Boolean).join(', ') : ''

  const attempt = async (title: string, work: () => Promise<unknown>) => {
    if (isBusy()) return
    setBusy(true)
    try {
      await work()
    } catch (error) {
      toast({ tone: 'danger', title, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }
  const verify = () => attempt(groups().verifyFailed, () => session.encryption.verifyPerson(props.member.userId))
  const remove = () =>
    attempt(groups().changeFailed, async () => {
      await session.groups.remove(props.room.roomId, props.member.userId)
      setRemoving(false)
    })
  const appoint = () =>
    attempt(groups().changeFailed, () =>
      session.groups.setModerator(props.room.roomId, props.member.userId, !isModerator()),
    )
  /** Only over those who stand below oneself; Matrix keeps it so, too. */
  const items = (): MenuItem[] => {
    const { level, remove: mayRemove, appoint: mayAppoint } = props.room.rights()
    if (isSelf() || !isGroup() || level <= props.member.powerLevel) return []
    return [
      ...(mayAppoint
        ? [
            {
              label: isModerator() ? groups().endModerator : groups().makeModerator,
              icon: UserCog,
              onSelect: () => void appoint(),
            },
          ]
        : []),
      ...(mayRemove
        ? [{ label: groups().remove, icon: UserMinus, tone: 'danger' as const, onSelect: () => setRemoving(true) }]
        : []),
    ]
  }

  return (
    <li class={styles['member']}>
      <Avatar name={props.member.name} />
      <div class={styles['entryMain']}>
        <span class={styles['memberName']}>
          {props.member.name} <Show when={isSelf()}>({w().you})</Show>
        </span>
        <Show when={props.isNameTwice}>
          <span class={styles['muted']}>{props.member.userId}</span>
        </Show>
        <Show when={what()}>
          <span class={styles['muted']}>{what()}</span>
        </Show>
        <span>
          <AvailabilityMark of={props.role?.notAvailable ?? null} />
        </span>
        <span class={styles['muted']} title={props.member.userId}>
          {clinicName(props.member.serverName)}
        </span>
        <Show when={isGroup() && isModerator()}>
          <span class={styles['muted']}>{groups().moderator}</span>
        </Show>
        <Show when={props.member.membership === 'invite'}>
          <span class={styles['muted']}>{w().invited}</span>
        </Show>
        <Show when={props.member.identity === 'verified' && !isSelf()}>
          <span class={styles['identity']}>
            <ShieldCheck size={16} aria-hidden="true" /> {w().identityVerified}
          </span>
        </Show>
        <Show when={props.member.identity === 'changed'}>
          <span class={styles['unsafe']}>
            <ShieldAlert size={16} aria-hidden="true" /> {w().identityChanged}
          </span>
        </Show>
        <Show when={!isSelf()}>
          <span class={styles['memberActions']}>
            <Show when={props.member.identity !== 'verified'}>
              <Button variant="quiet" size="small" icon={ShieldQuestion} busy={isBusy()} onClick={() => void verify()}>
                {groups().verify}
              </Button>
            </Show>
            <BlockButton userId={props.member.userId} name={props.member.name} onBlocked={props.onBlocked} />
          </span>
        </Show>
      </div>
      <Show when={items().length > 0}>
        <Menu size="small" label={groups().personActions(props.member.name)} icon={Ellipsis} items={items()} />
      </Show>
      <Dialog
        open={isRemoving()}
        onOpenChange={setRemoving}
        title={groups().removeTitle(props.member.name)}
        description={groups().removeText}
      >
        <div class={styles['actions']}>
          <Button onClick={() => setRemoving(false)}>{w().cancel}</Button>
          <Button variant="danger" busy={isBusy()} onClick={() => void remove()}>
            {groups().removeConfirm}
          </Button>
        </div>
      </Dialog>
    </li>
  )
}
