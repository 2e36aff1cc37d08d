import { createEffect, createSignal, For, on, Show } from 'solid-js'
import type { Partner } from '#shared/partners/api.ts'
import { type ConnectionReport, firstFault } from '#shared/partners/connection.ts'
import { type ApiError, apiErrorOf } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { connectionWords } from '../i18n/words/connection.ts'
import type { PartnersStore } from '../partners/index.ts'
import { Banner, Button, Dialog, Skeleton, StatusBadge } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { RefusalBanner } from './Failure.tsx'

const tones = { good: 'success', fault: 'danger', 'not-tried': 'neutral' } as const

/** Zero where there is nothing to say: a clock tells whole seconds. */
const secondsApart = ({ clockDifferenceMs }: ConnectionReport): number => Math.trunc((clockDifferenceMs ?? 0) / 1000)

type Props = {
  partner: Pick<Partner, 'serverName' | 'name'>
  open: boolean
  onOpenChange(isOpen: boolean): void
  store: Pick<PartnersStore, 'testConnection'>
}

/** Every step on the way to a clinic, with the one that fails and what to do about it. */
export const ConnectionDialog = (props: Props) => {
  const w = useWords(connectionWords)
  const format = useFormat()
  const [report, setReport] = createSignal<ConnectionReport | null>(null)
  const [error, setError] = createSignal<ApiError | null>(null)
  const [isBusy, setBusy] = createSignal(false)

  const test = async () => {
    setBusy(true)
    setError(null)
    try {
      setReport(await props.store.testConnection(props.partner.serverName))
    } catch (thrown) {
      setError(apiErrorOf(thrown))
    } finally {
      setBusy(false)
    }
  }
  createEffect(
    on(
      () => props.open,
      (isOpen) => isOpen && void test(),
    ),
  )

  const fault = () => {
    const found = report()
    return found && firstFault(found)
  }

  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={w().title(props.partner.name)}
      description={w().description}
    >
      <div class={styles['dialog']} aria-busy={isBusy()}>
        <RefusalBanner error={error()} />
        <Show when={report()} fallback={<Show when={!error()}>{<Skeleton height="12rem" width="100%" />}</Show>}>
          {(found) => (
            <>
              <Show when={fault()} fallback={<Banner tone="success" title={w().allGood} />}>
                {(first) => (
                  <Banner tone="danger" title={w().faults[first().fault].title}>
                    {w().faults[first().fault].action}
                  </Banner>
                )}
              </Show>
              <ol class={styles['steps']}>
                <For each={found().findings}>
                  {(finding) => (
                    <li class={styles['step']}>
                      <span>{w().steps[finding.step]}</span>
                      <StatusBadge tone={tones[finding.verdict]}>{w().verdicts[finding.verdict]}</StatusBadge>
                      <Show when={finding.fault}>
                        {(name) => <span class={styles['stepFault']}>{w().faults[name()].title}</span>}
                      </Show>
                    </li>
                  )}
                </For>
              </ol>
              <Show when={secondsApart(found())}>
                {(seconds) => <p class={styles['muted']}>{w().clockDifference(format.number(seconds()))}</p>}
              </Show>
            </>
          )}
        </Show>
        <div class={styles['dialogActions']}>
          <Button variant="primary" busy={isBusy()} onClick={() => void test()}>
            {w().testAgain}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
