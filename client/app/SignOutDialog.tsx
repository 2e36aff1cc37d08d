import { createSignal, For, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button, Dialog } from '../ui/index.ts'
import { useSignOut } from './sign-out.ts'
import styles from './start.module.css'

/** Asks first: what is not sent is lost, and so are the keys in this browser. */
export const SignOutDialog = (props: { open: boolean; onOpenChange(isOpen: boolean): void }) => {
  const w = useWords(appWords)
  const session = useSession()
  const signOut = useSignOut()
  const [isBusy, setBusy] = createSignal(false)
  const unsent = () => session.outbox.entries().length
  const warnings = () => [
    ...(unsent() > 0 ? [w().signOutUnsent(unsent())] : []),
    ...(session.connection() === 'offline' ? [w().signOutOffline] : []),
  ]
  const end = async () => {
    setBusy(true)
    await signOut().finally(() => setBusy(false))
  }
  return (
    <Dialog
      open={props.open}
      onOpenChange={(isOpen) => !isBusy() && props.onOpenChange(isOpen)}
      title={w().signOutTitle}
      description={w().signOutText}
    >
      <div class={styles['form']}>
        <For each={warnings()}>{(warning) => <Banner tone="warning" title={warning} />}</For>
        <div class={styles['actions']}>
          <Button variant="danger" busy={isBusy()} onClick={() => void end()}>
            <Show when={warnings().length > 0} fallback={w().signOut}>
              {w().signOutAnyway}
            </Show>
          </Button>
          <Button variant="secondary" disabled={isBusy()} onClick={() => props.onOpenChange(false)}>
            {w().cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
