import { createSignal } from 'solid-js'
import type { ReadingView } from '#shared/co-reading/view.ts'
import type { RoomId } from '#shared/matrix/ids.ts'

/** A file that somebody has open elsewhere in the application and wants to look at with those in the call. */
export type Wanted = { roomId: RoomId; fileId: string; view: ReadingView | null }

const [wanted, setWanted] = createSignal<Wanted | null>(null)

export const lookTogetherAt = (file: Wanted): void => void setWanted(file)
export const wantedTogether = wanted
export const forgetWanted = (): void => void setWanted(null)
