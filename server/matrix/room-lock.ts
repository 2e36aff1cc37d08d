/** One thing at a time per key, in the order of asking. */
export type RoomLock = <T>(key: string, work: () => Promise<T>) => Promise<T>

export const newRoomLock = (): RoomLock => {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.catch(() => {})
    last.set(key, settled)
    try {
      return await mine
    } finally {
      if (last.get(key) === settled) last.delete(key)
    }
  }
}

/** One process writes what a clinic says in its rooms, so a lock in its memory is enough. Ids of rooms and requests are unique. */
export const roomLock = newRoomLock()
