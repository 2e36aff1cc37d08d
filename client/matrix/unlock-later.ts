import { type Accessor, createContext } from 'solid-js'
import { forget, keep, readKept } from './device-store.ts'

/** Whether the person works on without having confirmed this device, and the way back to it. */
export type UnlockLater = { isLater: Accessor<boolean>; unlockNow(): void }

export const UnlockLaterContext = createContext<UnlockLater>({ isLater: () => false, unlockNow: () => undefined })

/** Kept on the device, so that whoever has answered "later" is not asked again by each start. */
const name = 'unlock-later'

export const readUnlockLater = async (): Promise<boolean> => (await readKept(name)) === true
export const keepUnlockLater = (isLater: boolean): Promise<void> => (isLater ? keep({ [name]: true }) : forget(name))
