import { type Accessor, createMemo, createSignal } from 'solid-js'
import { serviceAccountOf } from '#shared/matrix/ids.ts'
import type { RoomMember, RoomView, Session } from '../../matrix/types.ts'
import { namingAt, offered, withName } from './mentions.ts'
import type { Writing } from './writing.ts'

/** A person, or everybody in the room. */
export type Offer = { name: string; person: RoomMember | null }

/** Naming people while one writes: after an at sign, who is in the room is offered. */
export type NamingHelp = {
  offers: Accessor<Offer[]>
  /** Which of them is chosen next. */
  at: Accessor<number>
  /** Looks where the caret is. */
  look(field: HTMLTextAreaElement): void
  close(): void
  choose(offer: Offer, field: HTMLTextAreaElement): void
  /** Whether the key was for the list. */
  onKey(event: KeyboardEvent, field: HTMLTextAreaElement): boolean
}

export const createNamingHelp = (
  session: Session,
  room: RoomView,
  writing: Writing,
  everybodyName: Accessor<string>,
): NamingHelp => {
  const [caret, setCaret] = createSignal<number | null>(null)
  const [at, setAt] = createSignal(0)
  const naming = createMemo(() => {
    const place = caret()
    return place === null ? null : namingAt(writing.text(), place)
  })
  const others = () =>
    room
      .members()
      .filter(({ userId, serverName }) => userId !== session.userId && userId !== serviceAccountOf(serverName))
  const offers = createMemo((): Offer[] => {
    const now = naming()
    if (!now) return []
    const people = others()
    const name = everybodyName()
    const isEverybody = people.length > 1 && room.rights().callEverybody && name.startsWith(now.typed.toLowerCase())
    return [
      ...(isEverybody ? [{ name, person: null }] : []),
      ...offered(people, now.typed).map((person) => ({ name: person.name, person })),
    ]
  })
  const close = () => setCaret(null)
  const choose = ({ name, person }: Offer, field: HTMLTextAreaElement) => {
    const now = naming()
    if (!now) return
    const next = withName(writing.text(), now, name)
    close()
    if (person) writing.name({ userId: person.userId, name })
    writing.setText(next.text)
    field.focus()
    field.setSelectionRange(next.caret, next.caret)
  }
  return {
    offers,
    at,
    look(field) {
      setCaret(field.selectionStart === field.selectionEnd ? field.selectionStart : null)
      setAt(0)
    },
    close,
    choose,
    onKey(event, field) {
      const count = offers().length
      const chosen = offers()[at()]
      if (!chosen) return false
      if (event.key === 'ArrowDown') setAt((at() + 1) % count)
      else if (event.key === 'ArrowUp') setAt((at() + count - 1) % count)
      else if (event.key === 'Enter' || event.key === 'Tab') choose(chosen, field)
      else if (event.key === 'Escape') close()
      else return false
      event.preventDefault()
      return true
    },
  }
}
