import { A } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import { serverOf } from '#shared/matrix/ids.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { searchWords } from '../i18n/words/search.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useRoomName } from '../matrix/use-room-name.ts'
import { useClinicName } from '../partners/index.ts'
import { Avatar } from '../ui/index.ts'
import type { SearchEntry } from '../workers/search-entry.ts'
import { excerptOf } from './excerpt.ts'
import styles from './search.module.css'

/** One message: who said it, where, when, and the words around what was sought. Opens the conversation there. */
export const Result = (props: { entry: SearchEntry; typed: string; showsRoom: boolean; onOpen(): void }) => {
  const w = useWords(searchWords)
  const format = useFormat()
  const session = useSession()
  const clinicName = useClinicName()
  const roomName = useRoomName()
  const room = createMemo(() => session.rooms().find(({ roomId }) => roomId === props.entry.roomId) ?? null)
  const isOwn = () => props.entry.sender === session.userId
  const name = () => session.nameOf(props.entry.sender)
  const address = () => {
    const place = room()?.kind === 'consult' ? 'consults' : 'messages'
    return `/${place}/${encodeURIComponent(props.entry.roomId)}?event=${encodeURIComponent(props.entry.eventId)}`
  }
  return (
    <A href={address()} class={styles['result']} onClick={() => props.onOpen()}>
      <Avatar name={name()} />
      <span class={styles['what']}>
        <span class={styles['top']}>
          <span class={styles['who']}>
            <strong>{isOwn() ? w().you : name()}</strong>{' '}
            <span class={styles['muted']}>{clinicName(serverOf(props.entry.sender))}</span>
          </span>
          <time
            class={styles['when']}
            datetime={new Date(props.entry.at).toISOString()}
            title={format.fullMoment(props.entry.at)}
          >
            {format.relative(props.entry.at)}
          </time>
        </span>
        <span class={styles['excerpt']}>
          <Show when={props.entry.kind !== 'text'}>
            <span class={styles['kind']}>{w().kinds[props.entry.kind]}</span>{' '}
          </Show>
          <For each={excerptOf(props.entry.text, props.typed)}>
            {(part) => (part.isHit ? <mark>{part.text}</mark> : part.text)}
          </For>
        </span>
        <Show when={props.showsRoom && room()}>
          {(known) => <span class={styles['muted']}>{w().in(roomName(known()))}</span>}
        </Show>
      </span>
    </A>
  )
}
