import { RoomServiceClient, TrackSource } from 'livekit-server-sdk'
import * as v from 'valibot'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { roomId, userId } from '#shared/matrix/ids.ts'
import type { ServiceConfig } from '../config.ts'

/**
 * Whom a LiveKit participant stands for. It travels as metadata in the signed token and cannot be changed by the
 * participant, so that the service needs no memory of its own to know whom to remove. Everybody in the LiveKit room
 * is in the Matrix room and knows both already.
 */
const seat = v.object({ userId, roomId })
export type Seat = v.InferOutput<typeof seat>

export const writeSeat = (person: UserId, room: RoomId): string => JSON.stringify({ userId: person, roomId: room })

/** Null for what none of our tokens says. */
export const readSeat = (metadata: string): Seat | null => {
  try {
    const parsed = v.safeParse(seat, JSON.parse(metadata))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

export type Occupant = { room: string; identity: string; seat: Seat | null }

/** The clinic's LiveKit, as its administrator. Throws when it does not answer. */
export type Livekit = {
  createRoom(name: string): Promise<void>
  /** Of all rooms, or of one, whether it is there or not. */
  occupants(room?: string): Promise<Occupant[]>
  remove(room: string, identity: string): Promise<void>
  /** Of the microphone alone; only the participant themselves can switch it on again. */
  mute(room: string, identity: string): Promise<void>
  isUp(): Promise<boolean>
}

const timeoutS = 5
/** Nobody has come, or the last one has gone: how long the room stays open. */
const emptyTimeoutS = 300
const departureTimeoutS = 20

/** LiveKit says 404 for a participant who has gone meanwhile: what we wanted. */
const isGone = (error: unknown) => error instanceof Error && 'status' in error && error.status === 404

export const livekitOf = ({ livekit }: Pick<ServiceConfig, 'livekit'>): Livekit => {
  const rooms = new RoomServiceClient(livekit.apiUrl, livekit.apiKey, livekit.apiSecret, {
    requestTimeout: timeoutS,
    failover: false,
  })
  return {
    async createRoom(name) {
      await rooms.createRoom({ name, emptyTimeout: emptyTimeoutS, departureTimeout: departureTimeoutS })
    },
    async occupants(only) {
      const open = await rooms.listRooms(only === undefined ? undefined : [only])
      const byRoom = await Promise.all(
        open.map(async ({ name: room }) =>
          (await rooms.listParticipants(room)).map(({ identity, metadata }) => ({
            room,
            identity,
            seat: readSeat(metadata),
          })),
        ),
      )
      return byRoom.flat()
    },
    async remove(room, identity) {
      try {
        await rooms.removeParticipant(room, identity)
      } catch (error) {
        if (!isGone(error)) throw error
      }
    },
    async mute(room, identity) {
      try {
        const { tracks } = await rooms.getParticipant(room, identity)
        const heard = tracks.filter(({ source, muted }) => source === TrackSource.MICROPHONE && !muted)
        await Promise.all(heard.map(({ sid }) => rooms.mutePublishedTrack(room, identity, sid, true)))
      } catch (error) {
        if (!isGone(error)) throw error
      }
    },
    isUp: () =>
      rooms.listRooms(['']).then(
        () => true,
        () => false,
      ),
  }
}

/** For the health of the whole clinic. */
export const isLivekitUp = (config: Pick<ServiceConfig, 'livekit'>): Promise<boolean> => livekitOf(config).isUp()
