import { type Accessor, createContext } from 'solid-js'

/** Whether the person works on without having confirmed this device, and the way back to it. */
export type UnlockLater = { isLater: Accessor<boolean>; unlockNow(): void }

export const UnlockLaterContext = createContext<UnlockLater>({ isLater: () => false, unlockNow: () => undefined })
