import type { TimelineItem } from '../../matrix/types.ts'
import type { Conversation } from '../conversation-context.ts'
import { actionsFor } from './message-actions.ts'

type Parts = {
  box: HTMLElement
  list: HTMLElement
  conversation: Conversation
  itemAt(key: string): TimelineItem | null
}

const messages = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>('[data-key]')]

/** Where the arrow keys begin: the last message that is in view. */
const lastInView = ({ box, list }: Parts) => {
  const edge = box.getBoundingClientRect().bottom
  return messages(list).findLast((message) => message.getBoundingClientRect().top < edge) ?? null
}

const nextTo = (parts: Parts, from: HTMLElement | null, step: 1 | -1): HTMLElement | null => {
  if (!from) return lastInView(parts)
  const all = messages(parts.list)
  return all[all.indexOf(from) + step] ?? null
}

export const focusMessage = (message: HTMLElement): void => {
  message.focus({ preventScroll: true })
  message.scrollIntoView({ block: 'nearest' })
}

/** The timeline by keyboard: arrows go from message to message, a letter does something with it, Escape goes to write. */
export const onTimelineKey = (event: KeyboardEvent, parts: Parts): void => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  const target = event.target instanceof Element ? event.target : null
  const message = target?.closest<HTMLElement>('[data-key]') ?? null
  if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    const next = nextTo(parts, message, event.key === 'ArrowUp' ? -1 : 1)
    if (!next) return
    event.preventDefault()
    focusMessage(next)
    return
  }
  if (event.key === 'Escape') {
    event.preventDefault()
    parts.conversation.writing.focus()
    return
  }
  // A letter that is pressed on a button or link inside belongs to that.
  const item = message && target === message ? parts.itemAt(message.dataset['key'] ?? '') : null
  const action = item && actionsFor(item, parts.conversation).find(({ key }) => key === event.key)
  if (!item || !action) return
  event.preventDefault()
  action.run(item, parts.conversation)
}
