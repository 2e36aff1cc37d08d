import { createSignal } from 'solid-js'
import * as v from 'valibot'
import { type SubscribeInput, type SubscriptionOutput, subscribeInput } from '#shared/federation-list/api.ts'
import { listFaults } from '#shared/federation-list/list.ts'
import { type ApiError, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { federationListWords } from '../i18n/words/federation-list.ts'
import { Banner, Dialog, TextField, toast } from '../ui/index.ts'
import { AskForm } from './AskForm.tsx'

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
  const [isChecked, setChecked] = createSignal(false)

  /** What was wrong with the list that came, if one was asked for. */
  const faultIn = (error: ApiError) => listFaults.find((name) => name === error.details?.['reason'])

  /** At the field that is not of the form that is needed. */
  const faultOf = (field: keyof SubscribeInput, value: string, error: string) =>
    isChecked() && !v.is(subscribeInput.entries[field], value) ? { error } : {}

  const subscribe = async () => {
    const parsed = v.safeParse(subscribeInput, { url: url(), publicKey: publicKey() })
    setChecked(true)
    if (!parsed.success) return
    const output = await unwrap(api.own.api['federation-list'].$put({ json: parsed.output }))
    props.onSubscribed(output)
    toast({ tone: 'success', title: w().subscribed(output.subscription?.version ?? 0) })
    props.onOpenChange(false)
  }

  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={w().subscribe} description={w().subscribeText}>
      <AskForm
        submit={w().subscribe}
        onCancel={() => props.onOpenChange(false)}
        onSubmit={subscribe}
        refused={(error) => {
          const fault = faultIn(error)
          return fault && <Banner tone="danger" title={w().faults[fault]} />
        }}
      >
        <TextField
          label={w().url}
          description={w().urlHint}
          value={url()}
          onInput={setUrl}
          type="url"
          required
          autofocus
          autocomplete="off"
          {...faultOf('url', url(), w().badUrl)}
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
          {...faultOf('publicKey', publicKey(), w().badPublicKey)}
        />
      </AskForm>
    </Dialog>
  )
}
