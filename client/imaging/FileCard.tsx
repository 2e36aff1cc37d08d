import Download from 'lucide-solid/icons/download'
import Trash from 'lucide-solid/icons/trash'
import X from 'lucide-solid/icons/x'
import { type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useFormat, useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import { Banner, Button, IconButton, ProgressBar } from '../ui/index.ts'
import styles from './FileCard.module.css'
import { iconOf } from './file-icon.ts'
import type { FileKind } from './kind.ts'

type FileCardProps = {
  name: string
  /** Null: nobody knows before it is here. */
  sizeBytes: number | null
  /** What a viewer makes of it; null: it can only be saved. */
  kind: FileKind | null
  detail?: JSX.Element
  /** While it is being fetched; `doneBytes` when that is known. */
  loading: { doneBytes: number | null } | null
  failure: { title: string; action: string } | null
  onOpen(): void
  onSave(): void
  onStop(): void
  /** Who may delete it where it is stored; `label` names it. */
  deletion?: { label: string; onDelete(): void } | undefined
}

/** One file: what it is, and opening or saving it. */
export const FileCard = (props: FileCardProps) => {
  const w = useWords(imagingWords)
  const format = useFormat()
  const amount = (doneBytes: number, sizeBytes: number) => ({
    value: sizeBytes === 0 ? 1 : doneBytes / sizeBytes,
    text: w().progress(format.size(doneBytes), format.size(sizeBytes)),
  })
  const known = () => {
    const doneBytes = props.loading?.doneBytes ?? null
    return doneBytes === null || props.sizeBytes === null ? {} : amount(doneBytes, props.sizeBytes)
  }
  const size = () => (props.sizeBytes === null ? null : format.size(props.sizeBytes))
  return (
    <div class={styles['file']}>
      <div class={styles['line']}>
        <Dynamic component={iconOf(props.kind)} size={24} class={styles['icon']} aria-hidden="true" />
        <div class={styles['what']}>
          <span class={styles['name']}>{props.name}</span>
          <span class={styles['facts']}>
            {size()}
            <Show when={props.detail}>
              {size() === null ? '' : ' · '}
              {props.detail}
            </Show>
          </span>
        </div>
        <Show
          when={!props.loading}
          fallback={<IconButton label={w().cancel} icon={X} onClick={() => props.onStop()} />}
        >
          <Show when={props.kind}>
            <Button size="small" onClick={() => props.onOpen()} title={w().openFile(props.name)}>
              {w().open}
            </Button>
          </Show>
          <IconButton label={w().saveFile(props.name)} icon={Download} size="small" onClick={() => props.onSave()} />
          <Show when={props.deletion}>
            {(deletion) => (
              <IconButton label={deletion().label} icon={Trash} size="small" onClick={() => deletion().onDelete()} />
            )}
          </Show>
        </Show>
      </div>
      <Show when={props.loading}>
        <ProgressBar label={w().opening} {...known()} />
      </Show>
      <Show when={props.failure}>
        {(said) => (
          <Banner
            tone="danger"
            title={said().title}
            action={
              <Button size="small" onClick={() => (props.kind ? props.onOpen() : props.onSave())}>
                {w().retry}
              </Button>
            }
          >
            {said().action}
          </Banner>
        )}
      </Show>
    </div>
  )
}
