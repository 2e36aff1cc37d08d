import { join } from 'node:path'
import type { RoomId } from '#shared/matrix/ids.ts'
import { SetupError } from '../../synapse-config/node/setup-error.ts'
import { lastLine, runCommand } from '../../synapse-config/node/tools/run-command.ts'
import { ensureSynapse } from '../../synapse-config/node/tools/synapse.ts'
import type { DemoPerson } from '../clinics/people.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'
import { askMatrix, createRoom, join as enter, roomOf, say } from './matrix-api.ts'
import { type Somebody, signedIn, somebodyAt } from './somebody.ts'

/** Rooms in one space. With their space, 200 times, they are 5,000. */
const roomsPerSpace = 24
const colleagues = 6
/** The last words of most rooms. */
export const answer = 'Danke.'
const createRoomPath = '/_matrix/client/v3/createRoom'

export type LargeAccount = {
  size: number
  person: DemoPerson
  /** The same person at another client. */
  owner: Somebody
  /** Some of the rooms, and one who is in all of these. */
  rooms: RoomId[]
  colleague: Somebody
}

/** Rooms with colleagues, each of whom makes one after the other; some end with a question that nobody has read. */
const makeRooms = async (clinic: TestClinic, owner: Somebody, count: number) => {
  const others: Somebody[] = []
  while (others.length < Math.min(colleagues, count)) others.push(await somebodyAt(clinic))
  const [colleague] = others
  if (!colleague) throw new Error('an account needs rooms')
  const ofEach = await Promise.all(
    others.map(async (other, first) => {
      const made: RoomId[] = []
      for (let at = first; at < count; at += others.length) {
        const roomId = await createRoom(other, [owner], `Besprechung ${at + 1}`)
        await enter(owner, roomId)
        await say(other, roomId, 'Guten Tag.')
        if (first > 0) await say(owner, roomId, answer)
        made.push(roomId)
      }
      return made
    }),
  )
  return { rooms: ofEach.flat(), shared: ofEach[0] ?? [], colleague }
}

const makeSpace = async (owner: Somebody, rooms: readonly RoomId[]): Promise<RoomId> => {
  const children = rooms.map((roomId) => ({
    type: 'm.space.child',
    state_key: roomId,
    content: { via: [owner.clinic.serverName] },
  }))
  const body = { name: 'Bereich', creation_content: { type: 'm.space' }, initial_state: children }
  return (await askMatrix<{ room_id: RoomId }>(owner, 'POST', createRoomPath, body)).room_id
}

type Copies = {
  /** Rooms that name each other are copied together. */
  groups?: readonly { rooms: readonly RoomId[]; copies: number }[]
  /** Rooms whose last message is said so many times more. */
  deep?: readonly { room: RoomId; messages: number }[]
}

/** In the homeserver's database, while it does not run: nobody else may be at work there. */
const copyRooms = async (clinic: TestClinic, { groups = [], deep = [] }: Copies): Promise<void> => {
  const { serverName, folder } = clinic
  const [database, signingKey] = [join(folder, 'homeserver.db'), join(folder, 'signing.key')]
  const order = JSON.stringify({ database, signingKey, serverName, groups, deep })
  const { python } = await ensureSynapse(() => {})
  await clinic.part('homeserver', 'stop')
  const outcome = await runCommand(python, [join(import.meta.dirname, 'copy_rooms.py'), order])
  await clinic.part('homeserver', 'start')
  if (outcome.code !== 0) throw new SetupError(`Rooms could not be copied: ${lastLine(outcome)}`)
}

/** People with so many rooms, spaces among them. A few are made as anybody makes them, the others are copies. */
export const makeLargeAccounts = async (clinic: TestClinic, sizes: readonly number[]): Promise<LargeAccount[]> => {
  const made: (LargeAccount & { group: RoomId[]; copies: number })[] = []
  for (const size of sizes) {
    const person = await clinic.newPerson({ name: `Dr. Ada ${size}`, serviceId: 'notaufnahme' })
    const owner = await signedIn(clinic, person)
    const { rooms, shared, colleague } = await makeRooms(clinic, owner, Math.min(roomsPerSpace, size - 1))
    const group = [...rooms, await makeSpace(owner, rooms)]
    made.push({ size, person, owner, rooms: shared, colleague, group, copies: Math.ceil(size / group.length) - 1 })
  }
  await copyRooms(clinic, { groups: made.map(({ group, copies }) => ({ rooms: group, copies })) })
  return made.map(({ size, person, owner, rooms, colleague }) => ({ size, person, owner, rooms, colleague }))
}

const roomsPerGroup = 20

/** So many rooms of a clinic more, or a few above that, in which one person is alone. */
export const addRooms = async (clinic: TestClinic, count: number): Promise<void> => {
  const owner = await somebodyAt(clinic)
  const rooms: RoomId[] = []
  while (rooms.length < Math.min(roomsPerGroup, count))
    rooms.push(await createRoom(owner, [], `Besprechung ${rooms.length + 1}`))
  await copyRooms(clinic, { groups: [{ rooms, copies: Math.ceil(count / rooms.length) - 1 }] })
}

/** A conversation in which so much was said. */
export const addDeepRoom = async (
  { owner, colleague }: Pick<LargeAccount, 'owner' | 'colleague'>,
  messages: number,
): Promise<RoomId> => {
  const room = await roomOf(owner, colleague)
  await say(colleague, room, 'Anfang.')
  await copyRooms(owner.clinic, { deep: [{ room, messages }] })
  return room
}

export const looseRoom = 'Freie Runde'

/** The newest conversation, in no space: other clients show those of spaces elsewhere. */
export const addLooseRoom = async ({ owner, colleague }: Pick<LargeAccount, 'owner' | 'colleague'>): Promise<void> => {
  const room = await createRoom(colleague, [owner], looseRoom)
  await enter(owner, room)
  await say(colleague, room, 'Guten Tag.')
}
