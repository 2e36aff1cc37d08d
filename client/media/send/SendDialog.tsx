import Plus from 'lucide-solid/icons/plus'
import SendHorizontal from 'lucide-solid/icons/send-horizontal'
import { createSignal, Index, type JSX, lazy, Show, Suspense } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { Button, Dialog, TextField } from '../../ui/index.ts'
import { ChosenEntry } from './ChosenEntry.tsx'
import { isCaseFile, isCleaned } from './chosen.ts'
import { useMediaTools } from './media-tools.ts'
import styles from './send.module.css'

const CameraDialog = lazy(async () => ({ default: (await import('../camera/CameraDialog.tsx')).CameraDialog }))
const PictureEditor = lazy(async () => ({ default: (await import('../editor/PictureEditor.tsx')).PictureEditor }))

/** `null`: a new picture of the camera. */
type Edited = { id: string | null; file: Blob }

/** What will be sent, looked at once more, with the camera and the editor that lead here. */
export const SendDialog = (props: { about?: JSX.Element; aboutCaseFiles?: JSX.Element; isLater: boolean }) => {
  const w = useWords(mediaWords)
  const tools = useMediaTools()
  const [edited, setEdited] = createSignal<Edited | null>(null)
  const [caption, setCaption] = createSignal('')

  const count = () => tools.chosen().filter(({ state }) => state !== 'refused').length
  const isPreparing = () => tools.chosen().some(({ state }) => state === 'preparing')
  /** One caption for several would belong to nobody knows which. */
  const mayCaption = () => {
    const [only] = tools.chosen()
    return tools.chosen().length === 1 && only?.state === 'ready' && only.prepared.kind === 'message'
  }

  const close = () => {
    tools.clear()
    setCaption('')
  }
  const send = async () => {
    await tools.send(mayCaption() ? caption().trim() : '')
    if (tools.chosen().length === 0) setCaption('')
  }
  const take = (file: Blob) => {
    tools.closeCamera()
    setEdited({ id: null, file })
  }
  const finish = ({ id, file: before }: Edited, file: Blob) => {
    setEdited(null)
    if (id === null) void tools.add([new File([file], w().picture, { type: file.type })])
    else if (file !== before) void tools.replace(id, file)
  }

  return (
    <>
      <Dialog
        open={tools.chosen().length > 0}
        onOpenChange={(isOpen) => !isOpen && !tools.isSending() && close()}
        title={props.isLater ? w().addTitle(count()) : w().sendTitle(count())}
        size={tools.chosen().length > 1 ? 'large' : 'normal'}
      >
        <ul class={styles['chosen']} aria-label={w().toBeSent}>
          <Index each={tools.chosen()}>
            {(chosen) => (
              <ChosenEntry
                chosen={chosen()}
                onRemove={() => tools.remove(chosen().id)}
                onEdit={(file) => setEdited({ id: chosen().id, file })}
              />
            )}
          </Index>
        </ul>
        <Show when={mayCaption()}>
          <TextField label={w().caption} value={caption()} onInput={setCaption} />
        </Show>
        <Show when={tools.chosen().some(isCleaned)}>
          <p class={styles['facts']}>{w().cleaned}</p>
        </Show>
        <Show when={tools.chosen().some(isCaseFile)}>{props.aboutCaseFiles}</Show>
        {props.about}
        <div class={styles['ways']}>
          <Button
            variant="primary"
            icon={SendHorizontal}
            autofocus
            busy={isPreparing() || tools.isSending()}
            disabled={count() === 0}
            onClick={() => void send()}
          >
            {props.isLater ? w().add : w().send}
          </Button>
          <Button icon={Plus} disabled={tools.isSending()} onClick={tools.openCamera}>
            {w().anotherPicture}
          </Button>
          <Button variant="quiet" disabled={tools.isSending()} onClick={close}>
            {w().cancel}
          </Button>
        </div>
      </Dialog>
      <Suspense>
        <Show when={tools.isCameraOpen()}>
          <CameraDialog onPicture={take} onClose={tools.closeCamera} />
        </Show>
        <Show when={edited()} keyed>
          {(one) => <PictureEditor file={one.file} onDone={(file) => finish(one, file)} />}
        </Show>
      </Suspense>
    </>
  )
}
