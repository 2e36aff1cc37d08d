import { useWords } from '../i18n/index.ts'
import { appLockWords } from '../i18n/words/app-lock.ts'
import { Forgotten, LockCard } from './LockCard.tsx'
import { openDevice } from './lock-record.ts'
import { PasskeyEntry } from './PasskeyEntry.tsx'

/** Before there is a session: nothing of what this device keeps can be read yet. */
export const SealedScreen = (props: { onOpen(): void; signOut(): Promise<void> }) => {
  const w = useWords(appLockWords)
  const open = async () => {
    const isOpen = await openDevice()
    if (isOpen) props.onOpen()
    return isOpen
  }
  return (
    <LockCard>
      <PasskeyEntry open={open} />
      <Forgotten question={w().passkeyLost} signOut={props.signOut} />
    </LockCard>
  )
}
