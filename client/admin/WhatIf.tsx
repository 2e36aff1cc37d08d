import { createSignal, For, Show } from 'solid-js'
import * as v from 'valibot'
import { type Decision, type Direction, decisionInput, directions } from '#shared/partners/decision.ts'
import { type PartnerService, partnerServices } from '#shared/partners/limits.ts'
import { type ApiError, apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { federationListWords } from '../i18n/words/federation-list.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import { Banner, Button, Select, StatusBadge, TextField } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { RefusalBanner } from './Failure.tsx'

const tones = { allows: 'success', refuses: 'danger', 'not-asked': 'neutral' } as const

/** Explains to an admin what would pass between the clinics, rule by rule. */
export const WhatIf = () => {
  const w = useWords(federationListWords)
  const partnerWord = useWords(partnerWords)
  const api = useClinicApi()
  const [server, setServer] = createSignal('')
  const [service, setService] = createSignal<PartnerService>('messaging')
  const [direction, setDirection] = createSignal<Direction>('to-us')
  const [decision, setDecision] = createSignal<Decision | null>(null)
  const [fault, setFault] = createSignal<string>()
  const [error, setError] = createSignal<ApiError | null>(null)
  const [isBusy, setBusy] = createSignal(false)

  const ask = async (event: SubmitEvent) => {
    event.preventDefault()
    const asked = { serverName: server().trim().toLowerCase(), service: service(), direction: direction() }
    const parsed = v.safeParse(decisionInput, asked)
    setFault(parsed.success ? undefined : partnerWord().notAServerName)
    setDecision(null)
    setError(null)
    if (!parsed.success) return
    setBusy(true)
    try {
      setDecision(await unwrap(api.own.api.partners.decisions.$post({ json: parsed.output })))
    } catch (thrown) {
      setError(apiErrorOf(thrown))
    } finally {
      setBusy(false)
    }
  }

  return (
    <section class={styles['dialog']} aria-label={w().whatIf}>
      <h2 class={styles['name']}>{w().whatIf}</h2>
      <p class={styles['muted']}>{w().whatIfText}</p>
      <form class={styles['dialog']} onSubmit={(event) => void ask(event)}>
        <div class={styles['filters']}>
          <TextField
            label={w().clinic}
            value={server()}
            onInput={setServer}
            required
            autocomplete="off"
            error={fault() ?? undefined}
          />
          <Select
            label={w().service}
            value={service()}
            onChange={setService}
            options={partnerServices.map((value) => ({ value, label: w().services[value] }))}
          />
          <Select
            label={w().direction}
            value={direction()}
            onChange={setDirection}
            options={directions.map((value) => ({ value, label: w().directions[value] }))}
          />
        </div>
        <div class={styles['actions']}>
          <Button variant="secondary" type="submit" busy={isBusy()}>
            {w().ask}
          </Button>
        </div>
      </form>
      <RefusalBanner error={error()} />
      <Show when={decision()}>
        {(found) => (
          <>
            <Banner
              tone={found().isAllowed ? 'success' : 'danger'}
              title={found().isAllowed ? w().allowed : w().refused}
            />
            <ol class={styles['steps']}>
              <For each={found().rules}>
                {(ruled) => (
                  <li class={styles['step']}>
                    <span>{w().rules[ruled.rule]}</span>
                    <StatusBadge tone={tones[ruled.verdict]}>{w().verdicts[ruled.verdict]}</StatusBadge>
                    <Show when={ruled.verdict !== 'not-asked'}>
                      <span class={styles['stepText']}>{w().reasons[ruled.reason]}</span>
                    </Show>
                  </li>
                )}
              </For>
            </ol>
          </>
        )}
      </Show>
    </section>
  )
}
