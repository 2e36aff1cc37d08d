import Copy from 'lucide-solid/icons/copy'
import { createSignal, Show } from 'solid-js'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { Button, createCopy, Dialog, TextField, toast } from '../ui/index.ts'
import styles from './rota.module.css'

const secretBytes = 32

const newSecret = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(secretBytes))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** The address by which somebody sees their shifts in their own calendar program. */
export const CalendarDialog = (props: { hasCalendar: boolean; onChanged(): void; onClose(): void }) => {
  const w = useWords(rotaWords)
  const errors = useWords(errorWords)
  const api = useClinicApi()
  const copying = createCopy()
  const [address, setAddress] = createSignal<string | null>(null)
  const [isBusy, setBusy] = createSignal(false)

  const change = async (secret: string | null) => {
    if (isBusy()) return
    setBusy(true)
    try {
      const calendar = secret ? { secret, tierNames: { ...w().tiers } } : null
      await unwrap(api.own.api.rota.me.calendar.$put({ json: { calendar } }))
      copying.forget()
      setAddress(secret ? `${location.origin}/api/rota/calendars/${secret}` : null)
      if (!secret) toast({ tone: 'success', title: w().calendarEnded })
      props.onChanged()
    } catch (error) {
      toast({ tone: 'danger', title: w().failed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()} title={w().calendarTitle}>
      <div class={styles['dialog']}>
        <p>{w().calendarText}</p>
        <Show
          when={address()}
          fallback={<p class={styles['muted']}>{props.hasCalendar ? w().calendarHas : w().calendarOnce}</p>}
        >
          {(url) => (
            <>
              <TextField label={w().calendarAddress} value={url()} onInput={() => undefined} readonly />
              <p role="status" class={styles['muted']}>
                {copying.outcome() === 'done'
                  ? w().copied
                  : copying.outcome() === 'refused'
                    ? w().copyRefused
                    : w().calendarOnce}
              </p>
            </>
          )}
        </Show>
        <div class={styles['actions']}>
          <Show when={props.hasCalendar}>
            <span class={styles['apart']}>
              <Button variant="danger" onClick={() => void change(null)}>
                {w().calendarEnd}
              </Button>
            </span>
          </Show>
          <Show
            when={address()}
            fallback={
              <Button variant="primary" busy={isBusy()} onClick={() => void change(newSecret())}>
                {props.hasCalendar ? w().calendarNew : w().calendarMake}
              </Button>
            }
          >
            {(url) => (
              <Button variant="primary" icon={Copy} onClick={() => void copying.copy(url())}>
                {w().copy}
              </Button>
            )}
          </Show>
        </div>
      </div>
    </Dialog>
  )
}
