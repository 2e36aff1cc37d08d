import { createSignal, onCleanup, Show } from 'solid-js'
import type { Media } from '#shared/media/content.ts'
import { useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { FileCard, FileViewer, kindOf } from '../../imaging/index.ts'
import { useSession } from '../../matrix/session-context.tsx'
import { saveBlob } from '../../ui/index.ts'
import { faultOf, type MediaFault, type OpenedMedia, openMedia } from '../opened-media.ts'
import { FaultNotice } from './FaultNotice.tsx'
import { faultText } from './fault-words.ts'

/** A file: what it is, opening and saving it. Its bytes decide which viewer, never its name. */
export const FileBody = (props: { media: Media }) => {
  const w = useWords(mediaWords)
  const session = useSession()
  const [running, setRunning] = createSignal<AbortController | null>(null)
  const [fault, setFault] = createSignal<MediaFault | null>(null)
  const [shown, setShown] = createSignal<OpenedMedia | null>(null)
  const [isOther, setOther] = createSignal(false)
  onCleanup(() => running()?.abort())

  const fetched = async (): Promise<OpenedMedia | null> => {
    const { file } = props.media
    if (!file || running()) return null
    const mine = new AbortController()
    setFault(null)
    setRunning(mine)
    try {
      return await openMedia(session, file, { signal: mine.signal })
    } catch (thrown) {
      if (!mine.signal.aborted) setFault(faultOf(thrown))
      return null
    } finally {
      setRunning(null)
    }
  }
  const open = async () => {
    const opened = await fetched()
    if (!opened) return
    if (kindOf('', opened.mimeType ?? '') === null) setOther(true)
    else setShown(opened)
  }
  const save = async () => {
    const opened = await fetched()
    if (opened) saveBlob(opened.blob, props.media.name)
  }
  const failure = () => {
    const known = fault()
    return known && faultText(w(), known)
  }

  return (
    <>
      <FileCard
        name={props.media.name}
        sizeBytes={props.media.sizeBytes}
        kind={kindOf(props.media.name, props.media.mimeType)}
        loading={running() ? { doneBytes: null } : null}
        failure={failure()}
        onOpen={() => void open()}
        onSave={() => void save()}
        onStop={() => running()?.abort()}
      />
      <Show when={isOther()}>
        <FaultNotice fault="other" onSave={() => void save()} />
      </Show>
      <Show when={shown()}>
        {(opened) => (
          <Show when={kindOf('', opened().mimeType ?? '')}>
            {(kind) => (
              <FileViewer
                name={props.media.name}
                mimeType={opened().mimeType ?? ''}
                kind={kind()}
                file={opened().blob}
                onClose={() => setShown(null)}
                onDownload={() => void save()}
              />
            )}
          </Show>
        )}
      </Show>
    </>
  )
}
