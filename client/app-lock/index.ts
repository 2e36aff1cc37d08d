export { AppLockContext, createAppLock, useAppLock } from './app-lock.ts'
export { LockScreen } from './LockScreen.tsx'
export { idleChoices, isPin, usualIdleMinutes } from './pin.ts'
