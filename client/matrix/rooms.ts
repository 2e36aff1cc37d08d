import {
  ClientEvent,
  type MatrixClient,
  MatrixEventEvent,
  type Room,
  RoomEvent,
  RoomStateEvent,
  SyncState,
} from 'matrix-js-sdk'
import { batch, createRoot, createSignal } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { isOfOwnClinic } from './clinic-rooms.ts'
import { type DirectRooms, directInviter, directRoomsOf, listedPerson } from './direct-rooms.ts'
import { dutyName } from './duty-name.ts'
import { createEarlierWords, type EarlierWords } from './earlier-words.ts'
import { snapshotOf } from './event-snapshot.ts'
import { mayCallEverybody } from './groups.ts'
import { batched, listen } from './listen.ts'
import { displayNameOf } from './member-name.ts'
import { isPartial } from './partial-token.ts'
import { marksOf, quietRooms } from './room-marks.ts'
import { isPreviewLacking, type RoomFacts, replacedInOrder, sortedSummaries, summaryOf } from './room-summary.ts'
import { isSame } from './same.ts'
import type { RoomSummary, Session } from './types.ts'
import { createWholeMembers } from './whole-members.ts'

type Client = Pick<
  MatrixClient,
  | 'getRooms'
  | 'getRoom'
  | 'getSafeUserId'
  | 'getAccountData'
  | 'getSyncState'
  | 'createMessagesRequest'
  | 'getEventMapper'
  | 'decryptEventIfNeeded'
  | 'on'
  | 'off'
>

export type Rooms = Pick<Session, 'rooms' | 'isListReady' | 'isListWhole' | 'wantMembers'> & { close(): void }

const present: readonly string[] = ['join', 'invite']

/** How far back the list looks for the newest message and for what is unread. */
const lookBack = 50

const readQuiet = (client: Pick<Client, 'getAccountData'>) =>
  quietRooms(client.getAccountData('m.push_rules' as never)?.getContent())

const newestEvents = (room: Room) => room.getLiveTimeline().getEvents().slice(-lookBack)

/** What all rooms are read with. */
type Around = { direct: DirectRooms; quiet: ReturnType<typeof quietRooms>; earlier: Pick<EarlierWords, 'of'> }

const labelOf = (room: Room): string | null => {
  if (room.getType() !== eventTypes.consultRoom) return null
  const label: unknown = room.currentState.getStateEvents(eventTypes.consultTask, '')?.getContent()['label']
  return typeof label === 'string' ? label : null
}

const marksOfRoom = (room: Room, { quiet }: Around) =>
  marksOf(
    room.tags,
    {
      markedUnread: room.getAccountData(eventTypes.markedUnread)?.getContent(),
      mutedUntil: room.getAccountData(eventTypes.mutedUntil)?.getContent(),
    },
    quiet.get(room.roomId) ?? 'all',
  )

const factsOf = (room: Room, ownId: UserId, around: Around, seenAt: number): RoomFacts | null => {
  const { direct } = around
  const membership = room.getMyMembership()
  if (membership !== 'join' && membership !== 'invite') return null
  // A space is no conversation; to what the own clinic's service asks us, `join-clinic-rooms.ts` goes without asking.
  if (room.getType() === eventTypes.space || (membership === 'invite' && isOfOwnClinic(room, ownId))) return null
  const create = room.currentState.getStateEvents(eventTypes.create, '')
  const own = room.currentState.getStateEvents(eventTypes.member, ownId)
  const directUserId = listedPerson(direct, room.roomId) ?? directInviter(room, ownId)
  const other = directUserId ? room.getMember(directUserId)?.membership : undefined
  return {
    roomId: room.roomId as RoomId,
    membership,
    roomType: room.getType() ?? null,
    name: dutyName(room, ownId) ?? room.name,
    consultLabel: labelOf(room),
    creator: (create?.getSender() as UserId | undefined) ?? null,
    createdAt: membership === 'join' ? (create?.getTs() ?? null) : null,
    invitedBy: membership === 'invite' ? ((own?.getSender() as UserId | undefined) ?? null) : null,
    directUserId,
    isOtherGone: other !== undefined && !present.includes(other),
    members: room
      .getMembers()
      .filter((member) => present.includes(member.membership ?? ''))
      .map((member) => ({ userId: member.userId as UserId, name: displayNameOf(member) })),
    events: newestEvents(room).flatMap((event) => snapshotOf(event) ?? []),
    earlier: around.earlier.of(room.roomId).flatMap((event) => snapshotOf(event) ?? []),
    ownReadUpTo: room.getReadReceiptForUserId(ownId, true)?.eventId ?? null,
    serverUnreadCount: room.getUnreadNotificationCount(),
    // What comes with an invitation has no time.
    since: newestEvents(room).at(-1)?.getTs() ?? own?.getTs() ?? seenAt,
    marks: marksOfRoom(room, around),
    mayCallEverybody: (userId) => mayCallEverybody(room, userId),
  }
}

/** Every room that the person is in or invited to; only what changed is read anew. */
export const createRooms = (client: Client): Rooms => createRoot((close) => ({ ...watchRooms(client), close }))

const watchRooms = (client: Client): Omit<Rooms, 'close'> => {
  const ownId = client.getSafeUserId() as UserId
  const known = new Map<string, RoomSummary>()
  const firstSeen = new Map<string, number>()
  const changed = new Set<string>()
  const [rooms, setRooms] = createSignal<RoomSummary[]>([])
  const isRunning = () =>
    [SyncState.Prepared, SyncState.Syncing, SyncState.Catchup].some((one) => one === client.getSyncState())
  const [isListReady, setListReady] = createSignal(false)
  const [isListWhole, setListWhole] = createSignal(false)

  const members = createWholeMembers(
    (roomId) => client.getRoom(roomId),
    (roomId) => note(roomId),
  )
  const earlier = createEarlierWords(client, (roomId) => note(roomId))
  const read = (roomId: string, around: Around): RoomSummary | null => {
    const room = client.getRoom(roomId)
    const seenAt = firstSeen.get(roomId) ?? Date.now()
    firstSeen.set(roomId, seenAt)
    const facts = room && factsOf(room, ownId, around, seenAt)
    if (!facts) return null
    const newest = facts.events.findLast(({ stateKey }) => stateKey === null)
    const event = newest?.unreadable === 'pending' ? room.findEventById(newest.eventId) : undefined
    if (event) void client.decryptEventIfNeeded(event)
    members.again(roomId)
    earlier.again(roomId, isPreviewLacking(facts, ownId))
    return summaryOf(facts, ownId)
  }
  let quiet = readQuiet(client)
  const readChanged = () => {
    const around = { direct: directRoomsOf(client), quiet, earlier }
    const next = new Map<RoomId, RoomSummary | null>()
    for (const roomId of changed) {
      const summary = read(roomId, around)
      if (isSame(known.get(roomId) ?? null, summary)) continue
      next.set(roomId as RoomId, summary)
      if (summary) known.set(roomId, summary)
      else known.delete(roomId)
    }
    // Sorting is for the first time only: later a few have changed of thousands.
    if (next.size > 0)
      setRooms((before) => (before.length === 0 ? sortedSummaries(known.values()) : replacedInOrder(before, next)))
    changed.clear()
  }
  const refresh = batched(() => {
    // The first sync brings room after room: the list is made once, when all are there.
    if (isListReady()) readChanged()
  })
  const note = (roomId: string | undefined) => {
    if (!roomId) return
    changed.add(roomId)
    refresh()
  }
  const noteAll = () => {
    for (const { roomId } of client.getRooms()) note(roomId)
  }
  const becomeReady = () =>
    batch(() => {
      for (const { roomId } of client.getRooms()) changed.add(roomId)
      readChanged()
      setListReady(true)
    })

  listen(client, ClientEvent.Room, (room) => note(room.roomId))
  listen(client, ClientEvent.DeleteRoom, note)
  listen(client, ClientEvent.AccountData, (event) => {
    if (event.getType() === 'm.direct') noteAll()
    if (event.getType() !== 'm.push_rules') return
    const before = quiet
    quiet = readQuiet(client)
    for (const roomId of new Set([...before.keys(), ...quiet.keys()]))
      if (before.get(roomId) !== quiet.get(roomId)) note(roomId)
  })
  listen(client, RoomEvent.Tags, (_, room) => note(room.roomId))
  listen(client, RoomEvent.AccountData, (_, room) => note(room.roomId))
  listen(client, ClientEvent.Sync, (_state, _before, data) => {
    if (!isListReady() && isRunning()) becomeReady()
    if (data?.nextSyncToken) setListWhole(!isPartial(data.nextSyncToken))
  })
  listen(client, RoomEvent.MyMembership, (room) => note(room.roomId))
  listen(client, RoomEvent.Name, (room) => note(room.roomId))
  listen(client, RoomEvent.Timeline, (event, room) => note(room?.roomId ?? event.getRoomId()))
  listen(client, RoomEvent.TimelineReset, (room) => {
    if (room) earlier.forget(room.roomId)
    note(room?.roomId)
  })
  listen(client, RoomEvent.Redaction, (_, room) => note(room.roomId))
  listen(client, RoomEvent.Receipt, (_, room) => note(room.roomId))
  listen(client, RoomStateEvent.Members, (event) => note(event.getRoomId()))
  listen(client, MatrixEventEvent.Decrypted, (event) => note(event.getRoomId()))
  if (isRunning()) becomeReady()

  const want = (roomId: RoomId) => {
    members.want(roomId)
    earlier.want(roomId)
  }
  return { rooms, isListReady, isListWhole, wantMembers: want }
}
