import SendHorizontal from 'lucide-solid/icons/send-horizontal'
import { createEffect, createSignal, createUniqueId, onCleanup, onMount, Show } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { AttachFile, UploadList } from '../../case-files/index.ts'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { useSession } from '../../matrix/session-context.tsx'
import type { RoomView } from '../../matrix/types.ts'
import { Banner, IconButton, toast } from '../../ui/index.ts'
import { ChangedIdentities } from './ChangedIdentities.tsx'
import styles from './composer.module.css'
import { draftOf, keepDraft } from './drafts.ts'
import { percentTooLong } from './message-length.ts'

/** Others are told again while somebody goes on typing; they forget it after half a minute. */
const typingAgainMs = 4_000
const typingPauseMs = 6_000
const mostHeightPx = 192

/** A finger has no Shift key: there Enter makes a new line, and the field does not open a keyboard unasked. */
const isTouch = () => window.matchMedia('(pointer: coarse)').matches

/** The field to write in. */
export const Composer = (props: { room: RoomView; onSent(): void }) => {
  const w = useWords(conversationWords)
  const session = useSession()
  const hintId = createUniqueId()
  const [text, setText] = createSignal(draftOf(session, props.room.roomId))
  let field: HTMLTextAreaElement | undefined

  const changed = () => props.room.members().filter(({ identity }) => identity === 'changed')
  const isMember = () => props.room.summary()?.membership === 'join' || !session.isListReady()
  const tooLong = () => percentTooLong(text())
  const maySend = () => text().trim() !== '' && tooLong() === 0 && isMember() && changed().length === 0

  createEffect(() => keepDraft(session, props.room.roomId, text()))
  createEffect(() => {
    text()
    if (!field) return
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight + 2, mostHeightPx)}px`
  })

  let toldAt = 0
  let pause: ReturnType<typeof setTimeout> | undefined
  const stopTyping = () => {
    clearTimeout(pause)
    if (toldAt > 0) props.room.setTyping(false)
    toldAt = 0
  }
  const isTyping = () => {
    clearTimeout(pause)
    pause = setTimeout(stopTyping, typingPauseMs)
    if (Date.now() - toldAt < typingAgainMs) return
    toldAt = Date.now()
    props.room.setTyping(true)
  }
  onCleanup(stopTyping)
  onMount(() => {
    // Beside a case, the case comes first.
    if (!isTouch() && props.room.summary()?.kind !== 'consult') field?.focus({ preventScroll: true })
  })

  const write = (next: string) => {
    setText(next)
    if (next.trim()) isTyping()
    else stopTyping()
  }

  const send = async () => {
    if (!maySend()) return
    const body = text().trim()
    setText('')
    stopTyping()
    field?.focus()
    try {
      await session.outbox.send(props.room.roomId, eventTypes.message, { msgtype: 'm.text', body })
      props.onSent()
    } catch {
      // What was typed meanwhile stays as well.
      setText((since) => (since ? `${body}\n${since}` : body))
      toast({ tone: 'danger', title: w().notKept, text: w().notKeptText })
    }
  }

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter that ends the choice of a sign in an input method is no sending.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isTouch()) return
    event.preventDefault()
    void send()
  }

  return (
    <div class={styles['composer']}>
      <ChangedIdentities members={changed()} room={props.room} />
      {/* A consult shows them with its files. */}
      <Show when={props.room.summary()?.kind !== 'consult'}>
        <UploadList roomId={props.room.roomId} />
      </Show>
      <Show when={isMember()} fallback={<Banner tone="info" title={w().notMember} />}>
        <form
          class={styles['compose']}
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          <AttachFile roomId={props.room.roomId} disabled={changed().length > 0} />
          <textarea
            ref={field}
            class={styles['field']}
            rows={1}
            value={text()}
            placeholder={w().write}
            aria-label={w().write}
            aria-describedby={hintId}
            aria-invalid={tooLong() > 0 || undefined}
            disabled={changed().length > 0}
            onInput={(event) => write(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={stopTyping}
          />
          <IconButton type="submit" label={w().send} icon={SendHorizontal} disabled={!maySend()} />
        </form>
        <p id={hintId} class={styles['hidden']}>
          {w().sendHint}
        </p>
        <Show when={tooLong() > 0}>
          <p role="alert" class={styles['tooLong']}>
            {w().tooLong(tooLong())}
          </p>
        </Show>
      </Show>
    </div>
  )
}
