import ClipboardPlus from 'lucide-solid/icons/clipboard-plus'
import { createMemo, createSignal, Show } from 'solid-js'
import type { EventId } from '#shared/matrix/ids.ts'
import { useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { FileViewer, kindOf } from '../../imaging/index.ts'
import type { RoomView, TimelineItem } from '../../matrix/types.ts'
import { saveBlob } from '../../ui/index.ts'
import { mediaOf } from '../media-of-item.ts'
import { createOpenedMedia } from '../opened-media.ts'
import { FaultNotice } from './FaultNotice.tsx'

const isSeen = (item: TimelineItem) => {
  const media = mediaOf(item)
  return item.isEncrypted && media?.file && (media.kind === 'picture' || media.kind === 'video')
}

type Props = {
  room: RoomView
  startKey: string
  /** Begins a consult with what is shown. */
  askAbout: ((eventId: EventId) => void) | null
  onClose(): void
}

/** One picture or film of a conversation, large, with the way to those before and after it. */
export const Lightbox = (props: Props) => {
  const w = useWords(mediaWords)
  const [key, setKey] = createSignal(props.startKey)
  const items = createMemo(() => props.room.timeline().filter(isSeen))
  const at = () => items().findIndex((item) => item.key === key())
  const item = () => items()[at()] ?? null
  const media = createMemo(() => {
    const known = item()
    return known && mediaOf(known)
  })
  const { opening, retry } = createOpenedMedia({ file: () => media()?.file ?? null, isWanted: () => true })
  const opened = () => {
    const state = opening()
    return state.kind === 'ready' ? state.opened : null
  }
  /** What it is by its bytes; until they are here, as it was announced. */
  const kind = () => {
    const ready = opened()
    const found = ready ? kindOf('', ready.mimeType ?? '') : null
    if (found === 'picture' || found === 'video') return found
    return ready ? null : media()?.kind === 'video' ? 'video' : 'picture'
  }
  const failure = () => {
    const state = opening()
    if (state.kind === 'failed') return state.fault
    return kind() === null ? 'other' : null
  }
  const save = () => {
    const ready = opened()
    if (ready) saveBlob(ready.blob, media()?.name ?? '')
  }
  const stepTo = (step: number) => {
    const next = items()[at() + step]
    return next ? () => setKey(next.key) : null
  }

  const askAction = () => {
    const eventId = item()?.eventId
    const { askAbout } = props
    return eventId && askAbout
      ? { label: w().askAbout, icon: ClipboardPlus, onClick: () => askAbout(eventId) }
      : undefined
  }

  return (
    <Show when={media()}>
      {(known) => (
        <FileViewer
          name={known().caption ?? known().name}
          mimeType={opened()?.mimeType ?? known().mimeType}
          kind={kind() ?? 'picture'}
          file={kind() === null ? null : (opened()?.blob ?? null)}
          instead={() => {
            const fault = failure()
            return fault && <FaultNotice fault={fault} onRetry={retry} {...(opened() ? { onSave: save } : {})} />
          }}
          series={{ onPrevious: stepTo(-1), onNext: stepTo(1) }}
          onClose={() => props.onClose()}
          onDownload={save}
          action={askAction()}
        />
      )}
    </Show>
  )
}
