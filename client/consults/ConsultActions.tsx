import ArrowRightLeft from 'lucide-solid/icons/arrow-right-left'
import ChevronDown from 'lucide-solid/icons/chevron-down'
import CircleX from 'lucide-solid/icons/circle-x'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import UserPlus from 'lucide-solid/icons/user-plus'
import { createSignal, type ParentProps, Show } from 'solid-js'
import { openTo } from '#shared/consults/task.ts'
import { type ChangeName, outcomes, type ReasonedChange, reasons } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { createClock } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { outcomeWords, taskReasonWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, Menu, type MenuItem } from '../ui/index.ts'
import { BringIn } from './BringIn.tsx'
import type { Consult } from './believe.ts'
import { CodeDialog } from './CodeDialog.tsx'
import { type ConsultChange, useMoveAndTell } from './consult-actions.ts'
import styles from './consults.module.css'
import { FollowUpDialog } from './FollowUpDialog.tsx'
import { HandOver } from './HandOver.tsx'

/** Steps for which this view asks a reason itself. */
type Asked = Exclude<ReasonedChange, 'handed' | 'brought-in'>

/** What the person may do with the consult now, by the same rules as the service; the call comes before what ends it. */
export const ConsultActions = (props: ParentProps<{ consult: Consult }>) => {
  const w = useWords(consultWords)
  const session = useSession()
  const moveAndTell = useMoveAndTell()
  const [busy, setBusy] = createSignal<ConsultChange['to'] | null>(null)
  const [asking, setAsking] = createSignal<Asked | null>(null)
  const [isClosing, setClosing] = createSignal(false)
  const [isAskingAgain, setAskingAgain] = createSignal(false)
  const [isBringing, setBringing] = createSignal(false)
  const [isHanding, setHanding] = createSignal(false)
  const reasonName = useWords(taskReasonWords)
  const outcomeName = useWords(outcomeWords)
  const now = createClock(60_000)

  const task = () => props.consult.task
  const may = (to: ChangeName) => openTo(task(), session.userId, now()).includes(to)
  const isOwner = () => task().owner === session.userId
  const isOffline = () => session.connection() === 'offline'

  const move = async (change: ConsultChange, done?: string) => {
    setBusy(change.to)
    const isDone = await moveAndTell(props.consult, change, done)
    setBusy(null)
    return isDone
  }

  const moveFor = async (to: Asked, reason: ConsultChange['reason'], note: string) => {
    const isDone = await move({ to, reason })
    if (isDone && note)
      void session.outbox.send(props.consult.roomId, eventTypes.message, {
        msgtype: 'm.text',
        body: note,
        'm.mentions': { user_ids: [task().requester] },
      })
    return isDone
  }

  /** Seldom the next one: behind a button, so that on a phone the question stays in view. */
  const further = (): MenuItem[] => {
    const step = (to: ChangeName, item: Pick<MenuItem, 'label' | 'icon' | 'onSelect' | 'tone'>): MenuItem[] =>
      may(to) ? [{ ...item, disabled: isOffline() }] : []
    if (!isOwner()) return []
    return [
      ...step('handed', { label: w().hand, icon: ArrowRightLeft, onSelect: () => setHanding(true) }),
      ...step('brought-in', { label: w().bringIn, icon: UserPlus, onSelect: () => setBringing(true) }),
      ...step('rejected', { label: w().refuse, icon: CircleX, tone: 'danger', onSelect: () => setAsking('rejected') }),
    ]
  }

  const dialogWords = () => {
    const { label } = task()
    switch (asking()) {
      case 'on-hold':
        return {
          title: w().holdTitle,
          text: w().holdText,
          confirm: w().hold,
          note: { label: w().holdNote, description: w().holdNoteText },
        }
      case 'cancelled':
        return { title: w().cancelTitle(label), text: w().cancelText, confirm: w().cancelConsult }
      default:
        return { title: w().declineTitle(label), text: isOwner() ? '' : w().declineText, confirm: w().decline }
    }
  }

  return (
    <div class={styles['actions']}>
      <Show when={may('accepted')}>
        <Button
          variant="primary"
          busy={busy() === 'accepted'}
          disabled={isOffline()}
          onClick={() => void move({ to: 'accepted' }, w().accepted)}
        >
          {w().accept}
        </Button>
      </Show>
      <Show when={may('received') && isOwner()}>
        <Button
          variant="primary"
          busy={busy() === 'received'}
          disabled={isOffline()}
          onClick={() => void move({ to: 'received' }, w().seenNow)}
        >
          {w().seen}
        </Button>
      </Show>
      <Show when={may('in-progress')}>
        <Button
          variant={task().status === 'on-hold' ? 'primary' : 'secondary'}
          busy={busy() === 'in-progress'}
          disabled={isOffline()}
          onClick={() => void move({ to: 'in-progress' })}
        >
          {task().status === 'on-hold' ? w().resume : w().start}
        </Button>
      </Show>
      {props.children}
      <Show when={may('on-hold')}>
        <Button variant="secondary" disabled={isOffline()} onClick={() => setAsking('on-hold')}>
          {w().hold}
        </Button>
      </Show>
      <Show when={may('rejected') && !isOwner()}>
        <Button variant="secondary" disabled={isOffline()} onClick={() => setAsking('rejected')}>
          {w().decline}
        </Button>
      </Show>
      <Show when={may('cancelled')}>
        <Button variant="quiet" disabled={isOffline()} onClick={() => setAsking('cancelled')}>
          {w().cancelConsult}
        </Button>
      </Show>
      <Show when={may('closed')}>
        <Button variant="primary" disabled={isOffline()} onClick={() => setClosing(true)}>
          {w().closeConsult}
        </Button>
      </Show>
      {/* Goes through the outbox, so also without a connection. */}
      <Show when={may('reopened')}>
        <Button variant="secondary" onClick={() => setAskingAgain(true)}>
          {w().askAgain}
        </Button>
      </Show>
      <Show when={further().length > 0}>
        <Menu isButton label={w().furtherSteps} icon={Ellipsis} items={further()}>
          {w().furtherSteps}
          <ChevronDown size={18} aria-hidden="true" />
        </Menu>
      </Show>
      <BringIn consult={props.consult} open={isBringing()} onOpenChange={setBringing} />
      <HandOver consult={props.consult} open={isHanding()} onOpenChange={setHanding} />
      <FollowUpDialog open={isAskingAgain()} onOpenChange={setAskingAgain} roomId={props.consult.roomId} />
      <CodeDialog
        open={isClosing()}
        onOpenChange={setClosing}
        title={w().closeTitle(task().label)}
        text={w().closeText}
        confirm={w().closeConsult}
        legend={w().outcome}
        codes={outcomes}
        names={outcomeName()}
        onConfirm={(outcome) => move({ to: 'closed', outcome }, w().closedNow)}
      />
      <CodeDialog
        open={asking() !== null}
        onOpenChange={(isOpen) => !isOpen && setAsking(null)}
        {...dialogWords()}
        legend={w().reasonLabel}
        codes={reasons[asking() ?? 'rejected']}
        names={reasonName()}
        onConfirm={(reason, note) => moveFor(asking() ?? 'rejected', reason, note)}
      />
    </div>
  )
}
