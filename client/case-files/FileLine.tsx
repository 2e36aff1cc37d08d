import Download from 'lucide-solid/icons/download'
import X from 'lucide-solid/icons/x'
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { FileViewer, kindOf } from '../imaging/index.ts'
import { Banner, Button, IconButton, ProgressBar, saveBlob } from '../ui/index.ts'
import styles from './case-files.module.css'
import { iconOf } from './file-icon.ts'
import { createOpening } from './opening.ts'

/** One file: what it is, and opening or saving it. Nothing of it is shown before all of it is verified. */
export const FileLine = (props: { roomId: RoomId; manifest: CaseFileManifest; detail?: JSX.Element }) => {
  const w = useWords(caseFileWords)
  const errors = useWords(errorWords)
  const format = useFormat()
  const { opening, fetchFile, stop } = createOpening(() => props)
  const [shown, setShown] = createSignal<Blob | null>(null)

  const kind = () => kindOf(props.manifest.name, props.manifest.mimeType)
  const loading = () => {
    const state = opening()
    return state.kind === 'loading' ? state : null
  }
  const failure = () => {
    const state = opening()
    if (state.kind !== 'failed') return null
    if (state.fault === 'damaged') return { title: w().damaged, action: w().damagedText }
    return errors()[state.fault]
  }
  const share = (doneBytes: number) => (props.manifest.sizeBytes === 0 ? 1 : doneBytes / props.manifest.sizeBytes)

  const open = async () => {
    const blob = await fetchFile()
    if (blob) setShown(blob)
  }
  const save = async () => {
    const blob = await fetchFile()
    if (blob) saveBlob(blob, props.manifest.name)
  }

  return (
    <div class={styles['file']}>
      <div class={styles['line']}>
        <Dynamic component={iconOf(kind())} size={24} class={styles['icon']} aria-hidden="true" />
        <div class={styles['what']}>
          <span class={styles['name']}>{props.manifest.name}</span>
          <span class={styles['facts']}>
            {format.size(props.manifest.sizeBytes)}
            <Show when={props.detail}> · {props.detail}</Show>
          </span>
        </div>
        <Switch>
          <Match when={loading()}>
            <IconButton label={w().cancel} icon={X} onClick={stop} />
          </Match>
          <Match when={true}>
            <Show when={kind()}>
              <Button size="small" onClick={() => void open()} title={w().openFile(props.manifest.name)}>
                {w().open}
              </Button>
            </Show>
            <IconButton
              label={w().downloadFile(props.manifest.name)}
              icon={Download}
              size="small"
              onClick={() => void save()}
            />
          </Match>
        </Switch>
      </div>
      <Show when={loading()}>
        {(state) => (
          <ProgressBar
            label={w().opening}
            value={share(state().doneBytes)}
            text={w().progress(format.size(state().doneBytes), format.size(props.manifest.sizeBytes))}
          />
        )}
      </Show>
      <Show when={failure()}>
        {(said) => (
          <Banner
            tone="danger"
            title={said().title}
            action={
              <Button size="small" onClick={() => void (kind() ? open() : save())}>
                {w().retry}
              </Button>
            }
          >
            {said().action}
          </Banner>
        )}
      </Show>
      <Show when={shown()}>
        {(blob) => (
          <Show when={kind()}>
            {(known) => (
              <FileViewer
                name={props.manifest.name}
                mimeType={props.manifest.mimeType}
                kind={known()}
                file={blob()}
                onClose={() => setShown(null)}
                onDownload={() => void save()}
              />
            )}
          </Show>
        )}
      </Show>
    </div>
  )
}
