import { createEffect, createSignal, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { Button, ChoiceGroup, Dialog, TextField } from '../ui/index.ts'

import styles from './consults.module.css'

type Props<T extends string> = {
  open: boolean
  onOpenChange(isOpen: boolean): void
  title: string
  text: string
  confirm: string
  legend: string
  codes: readonly T[]
  names: Record<T, string>
  /** Where it can be told in words too. */
  note?: { label: string; description: string } | undefined
  /** Resolves with whether it was done; then the dialog closes. */
  onConfirm(code: T, note: string): Promise<boolean>
}

/** A step that needs a code: a reason or an outcome. */
export const CodeDialog = <T extends string>(props: Props<T>) => {
  const w = useWords(consultWords)
  const [code, setCode] = createSignal<T | null>(null)
  const [note, setNote] = createSignal('')
  const [isMissing, setMissing] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  createEffect(() => {
    if (props.open) return
    setCode(null)
    setNote('')
    setMissing(false)
  })

  const confirm = async () => {
    const chosen = code()
    setMissing(!chosen)
    if (!chosen || isBusy()) return
    setBusy(true)
    const isDone = await props.onConfirm(chosen, note().trim())
    setBusy(false)
    if (isDone) props.onOpenChange(false)
  }

  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={props.title} description={props.text}>
      <div class={styles['stack']}>
        <ChoiceGroup
          legend={props.legend}
          stacked
          value={code()}
          onChange={(chosen) => setCode(() => chosen)}
          choices={props.codes.map((value) => ({ value, label: props.names[value] }))}
          error={isMissing() ? w().chooseOne : undefined}
        />
        <Show when={props.note}>
          {(asked) => <TextField {...asked()} value={note()} onInput={setNote} multiline rows={3} />}
        </Show>
        <div class={styles['actions']}>
          <Button variant="secondary" onClick={() => props.onOpenChange(false)}>
            {w().cancel}
          </Button>
          <Button variant="primary" busy={isBusy()} onClick={() => void confirm()}>
            {props.confirm}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
