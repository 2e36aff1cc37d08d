import { onCleanup } from 'solid-js'
import type { RoomView } from '../../matrix/types.ts'

/** Others are told again while somebody goes on typing; they forget it after half a minute. */
const againMs = 4_000
const pauseMs = 6_000

/** Tells the others that somebody is writing, and that they have stopped. */
export const createTypingNews = (room: Pick<RoomView, 'setTyping'>) => {
  let toldAt = 0
  let pause: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(pause)
    if (toldAt > 0) room.setTyping(false)
    toldAt = 0
  }
  onCleanup(stop)
  return {
    isTyping(isSo: boolean) {
      if (!isSo) return stop()
      clearTimeout(pause)
      pause = setTimeout(stop, pauseMs)
      if (Date.now() - toldAt < againMs) return
      toldAt = Date.now()
      room.setTyping(true)
    },
  }
}
