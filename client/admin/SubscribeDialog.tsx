import { createSignal, Show } from 'solid-js'
import * as v from 'valibot'
import { type SubscriptionOutput, subscribeInput } from '#shared/federation-list/api.ts'
import { listFaults } from '#shared/federation-list/list.ts'
import { type ApiError, apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { federationListWords } from '../i18n/words/federation-list.ts'
import { Banner, Button, Dialog, TextField, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { RefusalBanner } from './Failure.tsx'

type Props = {
  open: boolean
  onOpenChange(isOpen: boolean): void
  onSubscribed(output: SubscriptionOutput): void
}

export const SubscribeDialog = (props: Props) => {
  const w = useWords(federationListWords)
  const api = useClinicApi()
  const [url, setUrl] = createSignal('')
  const [publicKey, setPublicKey] = createSignal('')
  const [isMalformed, setMalformed] = createSignal(false)
  const [error, setError] = createSignal<ApiError | null>(null)
  const [isBusy, setBusy] = createSignal(false)

  /** What was wrong with the list that came, if one was asked for. */
  const fault = () => listFaults.find((name) => name === error()?.details?.['reason'])

  const subscribe = async (event: SubmitEvent) => {
    event.preventDefault()
    setError(null)
    const parsed = v.safeParse(subscribeInput, { url: url(), publicKey: publicKey() })
    setMalformed(!parsed.success)
    if (!parsed.success) return
    setBusy(true)
    try {
      const output = await unwrap(api.own.api['federation-list'].$put({ json: parsed.output }))
      props.onSubscribed(output)
      toast({ tone: 'success', title: w().subscribed(output.subscription?.version ?? 0) })
      props.onOpenChange(false)
    } catch (thrown) {
      setError(apiErrorOf(thrown))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={w().subscribe} description={w().subscribeText}>
      <form class={styles['dialog']} onSubmit={(event) => void subscribe(event)}>
        <TextField
          label={w().url}
          description={w().urlHint}
          value={url()}
          onInput={setUrl}
          type="url"
          required
          autofocus
          autocomplete="off"
        />
        <TextField
          label={w().publicKey}
          description={w().publicKeyHint}
          value={publicKey()}
          onInput={setPublicKey}
          multiline
          rows={4}
          required
          spellcheck={false}
        />
        <Show when={isMalformed()}>
          <Banner tone="danger" title={w().malformed} />
        </Show>
        <Show when={fault()} fallback={<RefusalBanner error={error()} />}>
          {(name) => <Banner tone="danger" title={w().faults[name()]} />}
        </Show>
        <div class={styles['dialogActions']}>
          <Button variant="secondary" onClick={() => props.onOpenChange(false)}>
            {w().cancel}
          </Button>
          <Button variant="primary" type="submit" busy={isBusy()}>
            {w().subscribe}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
