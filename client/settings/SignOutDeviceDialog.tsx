import { createSignal, Show } from 'solid-js'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { settingsWords } from '../i18n/words/settings.ts'
import { WrongPassword } from '../matrix/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { Device } from '../matrix/types.ts'
import { Banner, Button, Dialog, TextField, toast } from '../ui/index.ts'
import styles from './settings.module.css'

export const SignOutDeviceDialog = (props: { device: Device; onClose(): void }) => {
  const w = useWords(settingsWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const [password, setPassword] = createSignal('')
  const [fault, setFault] = createSignal<'missing' | 'wrong' | null>(null)
  const [error, setError] = createSignal<unknown>(null)
  const [isBusy, setBusy] = createSignal(false)

  const signOut = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isBusy()) return
    setError(null)
    const isMissing = session.hasPassword && !password()
    setFault(isMissing ? 'missing' : null)
    if (isMissing) return
    setBusy(true)
    try {
      await session.devices.signOutDevice(props.device.deviceId, password())
      toast({ tone: 'success', title: w().deviceSignedOut(props.device.name) })
      props.onClose()
    } catch (thrown) {
      if (thrown instanceof WrongPassword) setFault('wrong')
      else setError(thrown)
    } finally {
      setBusy(false)
    }
  }
  const faultText = () => {
    switch (fault()) {
      case 'missing':
        return w().passwordMissing
      case 'wrong':
        return w().wrongPassword
      default:
        return null
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={w().signOutDeviceTitle(props.device.name)}
      description={w().signOutDeviceText}
    >
      <form class={styles['form']} onSubmit={(event) => void signOut(event)} noValidate>
        <Show when={error()}>
          {(thrown) => (
            <Banner tone="danger" title={w().deviceFailed}>
              {errors()[errorCodeOf(thrown())].action}
            </Banner>
          )}
        </Show>
        <Show when={session.hasPassword} fallback={<p class={styles['muted']}>{w().askedAtProvider}</p>}>
          <TextField
            label={w().password}
            type="password"
            autocomplete="current-password"
            autofocus
            value={password()}
            onInput={setPassword}
            error={faultText() ?? undefined}
          />
        </Show>
        <div class={styles['actions']}>
          <Button variant="danger" type="submit" busy={isBusy()}>
            {w().signOutDevice}
          </Button>
          <Button variant="secondary" onClick={() => props.onClose()}>
            {w().cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
