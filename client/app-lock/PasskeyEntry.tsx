import Fingerprint from 'lucide-solid/icons/fingerprint-pattern'
import { createSignal, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { appLockWords } from '../i18n/words/app-lock.ts'
import { Banner, Button } from '../ui/index.ts'
import { NoSecret } from './passkey.ts'

/** Asks for the passkey when it is pressed: browsers want to see that somebody is there. */
export const PasskeyEntry = (props: { open(): Promise<boolean> }) => {
  const w = useWords(appLockWords)
  const [isBusy, setBusy] = createSignal(false)
  const [fault, setFault] = createSignal<'wrong' | 'none' | 'not-opened' | null>(null)

  const open = async () => {
    setBusy(true)
    setFault(null)
    try {
      if (!(await props.open())) setFault('wrong')
    } catch (error) {
      setFault(error instanceof NoSecret ? 'none' : 'not-opened')
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Show when={fault()}>
        {(kind) => (
          <div role="alert">
            <Banner tone="warning" title={w().passkeyFaults[kind()].title}>
              {w().passkeyFaults[kind()].text}
            </Banner>
          </div>
        )}
      </Show>
      <Button autofocus variant="primary" icon={Fingerprint} busy={isBusy()} onClick={() => void open()}>
        {w().openWithPasskey}
      </Button>
    </>
  )
}
