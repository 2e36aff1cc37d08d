import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createSignal,
  type ParentProps,
  useContext,
} from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Urgency } from '#shared/urgent/alert-content.ts'
import type { AlertInput } from '#shared/urgent/api.ts'
import { confirmationContent, withUrgency } from '#shared/urgent/message.ts'
import { createJoinCalled, createKeepHistory } from '../alerts/index.ts'
import { apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useIsTrusted } from '../partners/index.ts'
import { toast } from '../ui/index.ts'
import { callingMe, isTalk } from './alert-lists.ts'
import { believedAlert, type UrgentAlert } from './believe.ts'
import { createCopies } from './copies.ts'
import { historyRules } from './history-rules.ts'
import { createOutgoing, type OutgoingAlerts } from './outgoing.ts'

type Choice = Pick<AlertInput, 'priority' | 'answerWithin' | 'to' | 'chain'>

export type Urgent = {
  /** Every alert that the person has a part in, as the rooms say. */
  alerts: Accessor<UrgentAlert[]>
  /** Those that wait for this person's confirmation, for what announces them. */
  calling: Accessor<{ roomId: RoomId; priority: Urgency }[]>
  find(alertId: string, requester: UserId): UrgentAlert | null
  outgoing: Pick<OutgoingAlerts, 'all' | 'retry' | 'discard'>
  /** Puts the message into the outbox; the alert follows when it is sent. */
  send(roomId: RoomId, content: Record<string, unknown>, choice: Choice): Promise<void>
  confirm(alert: UrgentAlert): Promise<void>
  /** `under-way`: pressed, and not known to everybody yet. `failed`: `confirm` tries again. */
  confirmation(roomId: RoomId): 'none' | 'under-way' | 'failed'
  cancel(alert: UrgentAlert): Promise<void>
  /** The message was deleted, or corrected, in this room: it is in its other one too. */
  remove(roomId: RoomId, alertId: string): Promise<void>
  correct(roomId: RoomId, alertId: string, content: Record<string, unknown>): Promise<void>
  /** To a colleague, who is called instead and gets the keys. */
  hand(alert: UrgentAlert, person: UserId): Promise<void>
  /** Rooms of alerts in which one talks on with somebody who is not in the conversation. */
  talks: Accessor<ReadonlySet<RoomId>>
}

const UrgentContext = createContext<Urgent>()

export const useUrgent = (): Urgent => {
  const urgent = useContext(UrgentContext)
  if (!urgent) throw new Error('useUrgent must be called below UrgentProvider')
  return urgent
}

/** What the service says may pass by itself: it is away, or has too much to do. */
const passing: readonly string[] = [
  'homeserver-unreachable',
  'partner-unreachable',
  'internal',
  'rate-limited',
  'not-signed-in',
]

export const UrgentProvider = (props: ParentProps) => (
  <UrgentContext.Provider value={createUrgent()}>{props.children}</UrgentContext.Provider>
)

const createUrgent = (): Urgent => {
  const w = useWords(urgentWords)
  const session = useSession()
  const api = useClinicApi()
  const isTrusted = useIsTrusted()
  const alerts = createMemo(() => session.alerts().flatMap((room) => believedAlert(room, isTrusted) ?? []))
  createJoinCalled(alerts)
  createKeepHistory(alerts, historyRules)
  // The service wakes whose turn it is; what is said in the room would wake everybody who may be called.
  const quieted = new Set<RoomId>()
  createEffect(() => {
    for (const { roomId, membership, alert } of alerts()) {
      if (membership !== 'join' || quieted.has(roomId) || alert.requester === session.userId || alert.owner) continue
      quieted.add(roomId)
      session.roomSettings.setNotify(roomId, 'none').catch(() => quieted.delete(roomId))
    }
  })
  const outgoing = createOutgoing({
    session,
    start: (input) => unwrap(api.own.api.urgent.$post({ json: input })),
    refusalOf: (thrown) => {
      const { code } = apiErrorOf(thrown)
      return passing.includes(code) ? null : code
    },
    onLeftOut: () => toast({ tone: 'warning', title: w().leftOutTitle, text: w().leftOutText }),
  })
  const confirmationIn = (roomId: RoomId) =>
    session.outbox.entries().find((entry) => entry.roomId === roomId && entry.type === eventTypes.responseStatus)
  const [confirmed, setConfirmed] = createSignal<ReadonlySet<RoomId>>(new Set())

  const find: Urgent['find'] = (alertId, requester) =>
    alerts().find(({ alert }) => alert.alertId === alertId && alert.requester === requester) ?? null
  const cancel: Urgent['cancel'] = async ({ roomId }) => {
    await unwrap(api.own.api.urgent[':roomId'].cancel.$post({ param: { roomId: encodeURIComponent(roomId) } }))
  }

  return {
    alerts,
    outgoing,
    ...createCopies({ session, outgoing, find: (alertId) => find(alertId, session.userId), cancel }),
    calling: createMemo(() =>
      callingMe(alerts(), session.userId).map(({ roomId, alert }) => ({ roomId, priority: alert.priority })),
    ),
    find,
    async send(roomId, content, choice) {
      const alertId = crypto.randomUUID()
      const { priority, answerWithin } = choice
      const urgent = withUrgency(content, { alertId, priority, answerWithin }, session.deviceId)
      const txnId = await session.outbox.send(roomId, eventTypes.message, urgent)
      outgoing.add({ input: { ...choice, alertId, conversation: roomId }, txnId, content: urgent })
    },
    async confirm({ roomId, membership, homeServer, alert }) {
      const before = confirmationIn(roomId)
      if (before?.state === 'failed') return session.outbox.retry(before.txnId)
      if (!alert.message || confirmed().has(roomId)) return
      setConfirmed((known) => new Set(known).add(roomId))
      try {
        if (membership === 'invite') await session.joinRoom(roomId, [homeServer])
        const content = confirmationContent(roomId, alert.message, session.deviceId, w().confirmation)
        await session.outbox.send(roomId, eventTypes.responseStatus, content)
        // From now on the sender writes to this person.
        session.roomSettings.setNotify(roomId, 'all').catch(() => {})
      } catch (thrown) {
        setConfirmed((known) => new Set([...known].filter((one) => one !== roomId)))
        throw thrown
      }
    },
    confirmation(roomId) {
      const entry = confirmationIn(roomId)
      if (entry?.state === 'failed') return 'failed'
      return entry || confirmed().has(roomId) ? 'under-way' : 'none'
    },
    cancel,
    async hand({ roomId, homeServer, membership }, person) {
      if (membership === 'invite') await session.joinRoom(roomId, [homeServer])
      await session.historyKeys.share(roomId, person)
      const at = homeServer === session.serverName ? api.own : api.at(homeServer)
      await unwrap(
        at.api.urgent[':roomId'].hand.$post({ param: { roomId: encodeURIComponent(roomId) }, json: { person } }),
      )
    },
    talks: createMemo(() => new Set(alerts().flatMap((one) => (isTalk(one, session.userId) ? [one.roomId] : [])))),
  }
}
