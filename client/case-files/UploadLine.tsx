import Pause from 'lucide-solid/icons/pause'
import Play from 'lucide-solid/icons/play'
import X from 'lucide-solid/icons/x'
import { Match, Show, Switch } from 'solid-js'
import { useFormat, useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { Banner, Button, FileInput, IconButton, ProgressBar, toast } from '../ui/index.ts'
import { useAttach } from './attach.ts'
import styles from './case-files.module.css'
import { createDicomSending, DicomSending } from './dicom/DicomSending.tsx'
import { timeLeftMs } from './transfer-rate.ts'
import { mayCancel, mayPause, type UploadEntry } from './upload-state.ts'
import type { Uploads } from './uploads-store.ts'

/** One upload: how far it is, and what the person can do about it. */
export const UploadLine = (props: { entry: UploadEntry; uploads: Uploads }) => {
  const w = useWords(caseFileWords)
  const attach = useAttach()
  const errors = useWords(errorWords)
  const format = useFormat()

  const state = () => props.entry.state
  const fault = () => {
    const now = state()
    if (now.kind !== 'failed') return null
    if (now.fault === 'file-changed') return { title: w().fileChanged, action: w().fileChangedText }
    return errors()[now.fault]
  }
  const label = () => {
    const now = state()
    switch (now.kind) {
      case 'waiting':
        return now.isForStore ? w().waitingForStore : w().waiting
      case 'needs-file':
        return props.entry.isStudy ? w().needsFolder : w().needsFile
      case 'failed':
        return ''
      default:
        return w()[now.kind]
    }
  }
  // The ciphertext is longer by its tags: less than a person could see.
  const sent = () => Math.min(props.entry.sentBytes, props.entry.sizeBytes)
  const share = () => (props.entry.sizeBytes === 0 ? 1 : sent() / props.entry.sizeBytes)
  const amount = () => w().progress(format.size(sent()), format.size(props.entry.sizeBytes))
  const pace = () => {
    const { sizeBytes, rate } = props.entry
    const left = timeLeftMs(sizeBytes, sent(), rate)
    return rate === null || left === null
      ? null
      : `${w().rate(format.size(rate))} · ${w().timeLeft(format.duration(left))}`
  }
  const hasBar = () => state().kind !== 'needs-file' && state().kind !== 'queued'
  const isKnownFar = () => ['uploading', 'waiting', 'paused', 'off'].includes(state().kind)

  // The same pictures, written in the same way, are the same file: it goes on by itself.
  const dicom = createDicomSending()
  let input: HTMLInputElement | undefined
  const chooseAgain = async ([file]: File[]) => {
    if (!file || (await props.uploads.chooseAgain(props.entry.id, file))) return
    toast({ tone: 'warning', title: w().otherFile, text: w().otherFileText(props.entry.name) })
  }

  return (
    <div class={styles['file']}>
      <div class={styles['line']}>
        <div class={styles['what']}>
          <span class={styles['name']}>{props.entry.name}</span>
        </div>
        <Switch>
          <Match when={state().kind === 'paused' || state().kind === 'off'}>
            <IconButton label={w().proceed} icon={Play} onClick={() => void props.uploads.proceed(props.entry.id)} />
          </Match>
          <Match when={state().kind === 'needs-file'}>
            <Button size="small" onClick={() => input?.click()}>
              {props.entry.isStudy ? w().chooseFolderAgain : w().chooseAgain}
            </Button>
            <FileInput
              folder={props.entry.isStudy}
              ref={(element) => {
                input = element
              }}
              onChoose={(files) => (props.entry.isStudy ? dicom.offer(files) : void chooseAgain(files))}
            />
            <DicomSending
              ofCase={props.entry.roomId}
              sending={dicom}
              onSend={(files) => attach(props.entry.roomId, files)}
            />
          </Match>
          <Match when={mayPause(state())}>
            <IconButton label={w().pause} icon={Pause} onClick={() => props.uploads.pause(props.entry.id)} />
          </Match>
        </Switch>
        <Show when={mayCancel(state())}>
          <IconButton label={w().cancel} icon={X} onClick={() => void props.uploads.cancel(props.entry.id)} />
        </Show>
      </div>
      <Show
        when={fault()}
        fallback={
          <Show when={hasBar()} fallback={<p class={styles['facts']}>{label()}</p>}>
            <ProgressBar label={label()} {...(isKnownFar() ? { value: share(), text: amount() } : {})} />
            <Show when={pace()}>{(said) => <p class={styles['facts']}>{said()}</p>}</Show>
          </Show>
        }
      >
        {(said) => (
          <Banner
            tone="danger"
            title={said().title}
            action={
              <Button size="small" onClick={() => void props.uploads.proceed(props.entry.id)}>
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
