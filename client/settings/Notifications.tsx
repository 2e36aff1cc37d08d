import { createSignal, Match, Show, Switch } from 'solid-js'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { notificationWords } from '../i18n/words/notifications.ts'
import { useNotifications } from '../notifications/index.ts'
import { Banner, Button, Checkbox, StatusBadge, TextField, toast } from '../ui/index.ts'
import styles from './settings.module.css'

const usualQuiet = { from: '21:00', to: '06:00' }

/** Whether this browser may wake the person, and when it keeps quiet. */
export const Notifications = () => {
  const w = useWords(notificationWords)
  const errors = useWords(errorWords)
  const notifications = useNotifications()
  const [isBusy, setBusy] = createSignal(false)
  const isOn = () => ['on', 'while-open'].includes(notifications.state())

  const attempt = async (work: () => Promise<void>, failed: string) => {
    if (isBusy()) return
    setBusy(true)
    try {
      await work()
    } catch (error) {
      toast({ tone: 'danger', title: failed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }
  const setClock = (end: 'from' | 'to', clock: string) => {
    const quiet = notifications.quiet()
    if (quiet && clock) notifications.setQuiet({ ...quiet, [end]: clock })
  }

  return (
    <>
      <section class={styles['card']} aria-labelledby="notifications-here">
        <div class={styles['titled']}>
          <h2 id="notifications-here" class={styles['heading']}>
            {w().here}
          </h2>
          <StatusBadge tone={isOn() ? 'success' : 'neutral'}>{isOn() ? w().on : w().off}</StatusBadge>
        </div>
        <p>{w().text}</p>
        <Switch
          fallback={
            <div class={styles['actions']}>
              <Button
                variant="primary"
                busy={isBusy()}
                onClick={() => void attempt(notifications.enable, w().enableFailed)}
              >
                {w().enable}
              </Button>
            </div>
          }
        >
          <Match when={notifications.state() === 'unsupported'}>
            <Banner tone="info" title={w().unsupported}>
              {w().unsupportedText}
            </Banner>
          </Match>
          <Match when={notifications.state() === 'denied'}>
            <Banner tone="warning" title={w().denied}>
              {w().deniedText}
            </Banner>
          </Match>
          <Match when={isOn()}>
            <Show when={notifications.state() === 'while-open'}>
              <Banner tone="warning" title={w().whileOpen}>
                {w().whileOpenText}
              </Banner>
            </Show>
            <div class={styles['actions']}>
              <Button
                variant="secondary"
                busy={isBusy()}
                onClick={() => void attempt(notifications.disable, w().disableFailed)}
              >
                {w().disable}
              </Button>
            </div>
          </Match>
        </Switch>
      </section>
      <section class={styles['card']} aria-labelledby="quiet-hours">
        <h2 id="quiet-hours" class={styles['heading']}>
          {w().quiet}
        </h2>
        <Checkbox
          label={w().tone}
          description={w().toneText}
          checked={notifications.hasTone()}
          onChange={notifications.setTone}
        />
        <Checkbox
          label={w().quietOn}
          description={w().quietText}
          checked={notifications.quiet() !== null}
          onChange={(is) => notifications.setQuiet(is ? usualQuiet : null)}
        />
        <Show when={notifications.quiet()}>
          {(quiet) => (
            <div class={styles['clocks']}>
              <TextField label={w().from} type="time" value={quiet().from} onInput={(at) => setClock('from', at)} />
              <TextField label={w().to} type="time" value={quiet().to} onInput={(at) => setClock('to', at)} />
            </div>
          )}
        </Show>
      </section>
    </>
  )
}
