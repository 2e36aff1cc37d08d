import X from 'lucide-solid/icons/x'
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import type { EventId } from '#shared/matrix/ids.ts'
import type { Media } from '#shared/media/content.ts'
import { useFormat, useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { useSession } from '../../matrix/session-context.tsx'
import type { RoomView, TimelineItem } from '../../matrix/types.ts'
import { IconButton, ProgressBar } from '../../ui/index.ts'
import { mediaOf } from '../media-of-item.ts'
import styles from './body.module.css'
import { FaultNotice } from './FaultNotice.tsx'
import { FileBody } from './FileBody.tsx'
import { Lightbox } from './Lightbox.tsx'
import { PictureBody } from './PictureBody.tsx'
import { SoundBody } from './SoundBody.tsx'

type Props = {
  item: TimelineItem
  room: RoomView
  /** Begins a consult with it; null where that is not possible. */
  askAbout: ((eventId: EventId) => void) | null
}

/** A picture, recording or file in the timeline. */
export const MediaBody = (props: Props) => {
  const media = createMemo(() => mediaOf(props.item))
  return <Show when={media()}>{(known) => <Known media={known()} {...props} />}</Show>
}

const Known = (props: Props & { media: Media }) => {
  const w = useWords(mediaWords)
  const [isLarge, setLarge] = createSignal(false)
  const isSeen = () => props.media.kind === 'picture' || props.media.kind === 'video'
  const isHeard = () => props.media.kind === 'voice' || props.media.kind === 'audio'
  return (
    <div class={styles['media']}>
      <Switch fallback={<FileCardOf media={props.media} />}>
        <Match when={!props.item.isEncrypted}>
          <FaultNotice fault="not-encrypted" />
        </Match>
        <Match when={props.media.file === null}>
          <FaultNotice fault="no-key" />
        </Match>
        <Match when={isSeen()}>
          <PictureBody
            media={props.media}
            from={props.item.isOwn ? w().yourself : props.item.senderName}
            onOpen={() => setLarge(true)}
          />
        </Match>
        <Match when={isHeard()}>
          <SoundBody media={props.media} />
        </Match>
      </Switch>
      <Show when={props.media.caption}>{(caption) => <p class={styles['caption']}>{caption()}</p>}</Show>
      <Sending item={props.item} sizeBytes={props.media.sizeBytes} />
      <Show when={isLarge()}>
        <Lightbox
          room={props.room}
          startKey={props.item.key}
          askAbout={props.askAbout}
          onClose={() => setLarge(false)}
        />
      </Show>
    </div>
  )
}

const FileCardOf = (props: { media: Media }) => (
  <div class={styles['card']}>
    <FileBody media={props.media} />
  </div>
)

/** How far an own one is, and the way to stop it. */
const Sending = (props: { item: TimelineItem; sizeBytes: number | null }) => {
  const w = useWords(mediaWords)
  const format = useFormat()
  const session = useSession()
  const isUnderWay = () => props.item.send?.state === 'waiting' || props.item.send?.state === 'sending'
  const share = () => session.outbox.progress().get(props.item.key)
  const amount = () => {
    const done = share()
    return done === undefined || props.sizeBytes === null
      ? {}
      : { value: done, text: format.size(done * props.sizeBytes) }
  }
  return (
    <Show when={isUnderWay()}>
      <div class={styles['sending']}>
        <ProgressBar label={share() === undefined ? w().waiting : w().uploading} {...amount()} />
        <IconButton
          size="small"
          label={w().cancelSending}
          icon={X}
          onClick={() => void session.outbox.discard(props.item.key)}
        />
      </div>
    </Show>
  )
}
