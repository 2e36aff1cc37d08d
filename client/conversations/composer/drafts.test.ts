import { expect, it } from 'vitest'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { draftOf, emptyDraft, keepDraft, takeDraft } from './drafts.ts'

const [one, other] = ['!one' as RoomId, '!other' as RoomId]

const withDrafts = () => {
  const kept = new Map<string, unknown>()
  const read = (name: string) => kept.get(name) ?? null
  return {
    drafts: {
      read,
      follow: read,
      keep: (name: string, draft: unknown) => kept.set(name, draft),
    },
    twins: () => new Map([[other, one]]),
  }
}
const written = { text: 'Wie geht es', replyTo: '$question' as EventId, named: [] }

it('what was written in a second conversation with the same person comes along, once', () => {
  const session = withDrafts()
  keepDraft(session, other, written)
  expect(takeDraft(session, one)).toEqual({ ...written, replyTo: null })
  expect(draftOf(session, other)).toEqual(emptyDraft)
})

it('stays where it is while something is written in the one that goes on', () => {
  const session = withDrafts()
  keepDraft(session, other, written)
  keepDraft(session, one, { ...written, text: 'Guten Tag' })
  expect(takeDraft(session, one).text).toBe('Guten Tag')
  expect(draftOf(session, other)).toEqual(written)
  expect(takeDraft(session, other)).toEqual(written)
})
