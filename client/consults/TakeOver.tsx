import { useSearchParams } from '@solidjs/router'
import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import type { SetStoreFunction } from 'solid-js/store'
import * as v from 'valibot'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type EventId, eventId, type RoomId, roomId } from '#shared/matrix/ids.ts'
import { type Media, readMedia } from '#shared/media/content.ts'
import type { ToUpload } from '../case-files/index.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { Quoted, RoomView } from '../matrix/types.ts'
import { openMedia } from '../media/index.ts'
import { Banner, Button } from '../ui/index.ts'
import styles from './consults.module.css'
import { isUntouched, newRequestDraft, type RequestDraft } from './drafts.ts'

type Props = {
  draft: RequestDraft
  setDraft: SetStoreFunction<RequestDraft>
  files: readonly ToUpload[]
  setFiles(files: readonly ToUpload[]): void
}
type Source = { roomId: RoomId; eventId: EventId }
type Taken = Quoted & { media: Media | null }

const named = v.object({ from: roomId, event: eventId })

/** A request that begins with a message: its text and its file come along. What was begun before is not mixed with it. */
export const TakeOver = (props: Props) => {
  const [search] = useSearchParams()
  const found = v.safeParse(named, search)
  if (!found.success) return null
  return <TakeOverFrom {...props} source={{ roomId: found.output.from, eventId: found.output.event }} />
}

const TakeOverFrom = (props: Props & { source: Source }) => {
  const w = useWords(consultWords)
  const session = useSession()
  const room: Pick<RoomView, 'lookUp'> = session.openRoom(props.source.roomId)
  const [offered, setOffered] = createSignal<Taken | null>(null)
  const [hasFailed, setFailed] = createSignal(false)
  const ended = new AbortController()
  onCleanup(() => ended.abort())

  const read = async (): Promise<Taken | null> => {
    const quoted = await room.lookUp(props.source.eventId)
    // What came in the clear, anybody could have written.
    if (!quoted?.isEncrypted) return null
    const { body } = quoted
    const media = body.kind === 'event' && body.type === eventTypes.message ? readMedia(body.content) : null
    return body.kind === 'text' || media?.file ? { ...quoted, media } : null
  }

  const addFile = async ({ name, mimeType, file }: Media) => {
    if (!file || props.files.some((one) => one.file.name === name)) return
    const { blob, mimeType: shown } = await openMedia(session, file, { signal: ended.signal })
    props.setFiles([...props.files, { file: new File([blob], name, { type: shown ?? mimeType }), study: null }])
  }

  const take = async (from: Taken, isAnew: boolean) => {
    setOffered(null)
    if (isAnew) {
      props.setDraft(newRequestDraft())
      props.setFiles([])
    }
    const said = from.body.kind === 'text' ? from.body.text : (from.media?.caption ?? '')
    props.setDraft('question', [props.draft.question, said].filter((text) => text.trim()).join('\n\n'))
    const { sender, senderName: name, at } = from
    props.setDraft('source', { ...props.source, sender, name, at })
    if (from.media) await addFile(from.media)
  }

  const begin = async () => {
    setFailed(false)
    try {
      const from = await read()
      if (!from) return setFailed(true)
      const isTaken = props.draft.source?.eventId === props.source.eventId
      if (isTaken) {
        // After a reload the text is in the draft, and the file has to come again.
        if (from.media) await addFile(from.media)
      } else if (isUntouched(props.draft) && props.files.length === 0) await take(from, true)
      else setOffered(from)
    } catch {
      if (!ended.signal.aborted) setFailed(true)
    }
  }
  onMount(() => void begin())

  return (
    <>
      <Show when={hasFailed()}>
        <div role="alert">
          <Banner
            tone="warning"
            title={w().sourceUnread}
            action={
              <Button variant="secondary" onClick={() => void begin()}>
                {w().retry}
              </Button>
            }
          >
            {w().sourceUnreadText}
          </Banner>
        </div>
      </Show>
      <Show when={offered()}>
        {(from) => (
          <div role="alert">
            <Banner tone="warning" title={w().draftThere(props.draft.patientName)}>
              {w().draftThereText}
              <div class={styles['actions']}>
                <Button variant="secondary" onClick={() => void take(from(), true)}>
                  {w().beginAnew}
                </Button>
                <Button variant="secondary" onClick={() => void take(from(), false)}>
                  {w().addToDraft}
                </Button>
              </div>
            </Banner>
          </div>
        )}
      </Show>
    </>
  )
}
