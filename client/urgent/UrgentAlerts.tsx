import { Key } from '@solid-primitives/keyed'
import { useNavigate } from '@solidjs/router'
import { createEffect, createMemo } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { isCalled } from '#shared/urgent/alert.ts'
import { AlertCard, AlertSection, createClock, useRinging } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { priorityWords } from '../i18n/words/ui.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, toast } from '../ui/index.ts'
import { addressOf, callingMe, unansweredOf } from './alert-lists.ts'
import type { UrgentAlert } from './believe.ts'
import { CancelButton } from './CancelButton.tsx'
import { ConfirmButton } from './ConfirmButton.tsx'
import { createChangedAlerts } from './changed-alerts.ts'
import { Deadline } from './Deadline.tsx'
import { useUrgentNames } from './names.ts'
import { UrgentText } from './UrgentText.tsx'
import { useUrgent } from './urgent-store.tsx'

/** On top of everything: urgent messages that wait for me, mine that nobody has confirmed, and what has changed since. */
export const UrgentAlerts = () => {
  const w = useWords(urgentWords)
  const priorityName = useWords(priorityWords)
  const session = useSession()
  const urgent = useUrgent()
  const names = useUrgentNames()
  const navigate = useNavigate()
  const now = createClock()
  const calling = createMemo(() => callingMe(urgent.alerts(), session.userId))
  const unanswered = createMemo(() => unansweredOf(urgent.alerts(), session.userId))
  const { changed, see } = createChangedAlerts(urgent.alerts)
  const ringing = createMemo(() =>
    calling().find(({ roomId, alert }) => alert.status === 'requested' && urgent.confirmation(roomId) !== 'under-way'),
  )
  useRinging().add(() => ringing()?.alert.priority ?? null)

  const open = (alert: UrgentAlert) => navigate(addressOf(alert, session.rooms()))
  const sentence = ({ alert }: UrgentAlert) => {
    const repeated = alert.changes.findLast(({ change }) => change === 'repeated')
    const said = w().alertTitle(
      priorityName()[alert.priority],
      names.person(alert.requester),
      names.clinicOf(alert.requester),
    )
    return repeated ? `${said}, ${w().repeated(names.time(repeated.at))}` : said
  }

  // Whoever was called is told that somebody else has it, or that it is settled; the sender, that it is confirmed.
  createEffect<ReadonlyMap<RoomId, UrgentAlert>>((before) => {
    const all = urgent.alerts()
    for (const { roomId, alert } of all) {
      const was = before.get(roomId)?.alert
      if (!was || was.version === alert.version) continue
      const wasMine = isCalled(was, session.userId) && !isCalled(alert, session.userId)
      const isOwn = alert.requester === session.userId
      if (alert.owner && alert.owner !== session.userId && !was.owner && (wasMine || isOwn))
        toast({
          tone: isOwn ? 'success' : 'info',
          title: isOwn ? w().answeredTitle : w().takenTitle,
          text: w().taken(names.person(alert.owner)),
        })
      else if (wasMine && alert.status === 'cancelled')
        toast({ tone: 'info', title: w().withdrawnTitle, text: w().withdrawn(names.person(alert.requester)) })
    }
    return new Map(all.map((one) => [one.roomId, one]))
  }, new Map())

  return (
    <AlertSection
      label={w().alerts}
      sentences={[
        ...calling().map(sentence),
        ...unanswered().map(() => w().nobodyTitle),
        ...changed().map(({ alert }) => w().changedTitle(names.person(alert.requester))),
      ]}
      hasAlerts={calling().length + unanswered().length + changed().length > 0}
    >
      <Key each={unanswered()} by="roomId">
        {(one) => (
          <AlertCard
            priority={one().alert.priority}
            title={w().nobodyTitle}
            actions={
              <>
                <CancelButton alert={one()} variant="primary" />
                <Button variant="secondary" onClick={() => open(one())}>
                  {w().open}
                </Button>
              </>
            }
          >
            <span>{w().nobody(names.called(one().alert))}</span>
            <UrgentText alert={one()} />
          </AlertCard>
        )}
      </Key>
      <Key each={changed()} by="roomId">
        {(one) => (
          <AlertCard
            priority={one().alert.priority}
            title={w().changedTitle(names.person(one().alert.requester))}
            actions={
              <>
                <Button variant="primary" onClick={() => see(one())}>
                  {w().seen}
                </Button>
                <Button variant="secondary" onClick={() => open(one())}>
                  {w().open}
                </Button>
              </>
            }
          >
            <UrgentText alert={one()} />
          </AlertCard>
        )}
      </Key>
      <Key each={calling()} by="roomId">
        {(one) => (
          <AlertCard
            priority={one().alert.priority}
            title={w().from(names.person(one().alert.requester), names.clinicOf(one().alert.requester))}
            actions={
              <>
                <ConfirmButton alert={one()} />
                <Button variant="secondary" onClick={() => open(one())}>
                  {w().open}
                </Button>
              </>
            }
          >
            <UrgentText alert={one()} />
            <Deadline alert={one().alert} now={now()} />
          </AlertCard>
        )}
      </Key>
    </AlertSection>
  )
}
