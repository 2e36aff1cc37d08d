import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { type OpenSearch, openSearch, type SearchChange } from './open-search.ts'
import type { SearchEntry, SearchFilters } from './search-entry.ts'
import type { RoomProgress } from './search-rows.ts'
import { answerCalls } from './worker-calls.ts'

export type SearchQuestion =
  | { kind: 'open'; localKey: CryptoKey }
  | ({ kind: 'change' } & SearchChange)
  | { kind: 'forget'; roomId: RoomId }
  | { kind: 'find'; typed: string; filters: SearchFilters; limit: number }
  | { kind: 'senders' }

export type SearchAnswer =
  | { kind: 'opened'; progress: readonly RoomProgress[] }
  | { kind: 'changed' }
  | { kind: 'found'; entries: SearchEntry[]; total: number }
  | { kind: 'senders'; senders: UserId[] }

const answerOf = async (
  search: OpenSearch,
  question: Exclude<SearchQuestion, { kind: 'open' }>,
): Promise<SearchAnswer> => {
  switch (question.kind) {
    case 'change':
      await search.change(question)
      return { kind: 'changed' }
    case 'forget':
      await search.forget(question.roomId)
      return { kind: 'changed' }
    case 'find':
      return { kind: 'found', ...(await search.find(question.typed, question.filters, question.limit)) }
    case 'senders':
      return { kind: 'senders', senders: search.senders() }
    default:
      return question satisfies never
  }
}

let opened: OpenSearch | null = null

answerCalls<SearchQuestion, SearchAnswer>(
  async (question) => {
    if (question.kind === 'open') {
      opened = await openSearch(question.localKey)
      return { answer: { kind: 'opened', progress: opened.progress } }
    }
    if (!opened) throw new Error('Nothing is open.')
    return { answer: await answerOf(opened, question) }
  },
  // Whoever types does not wait while a history is written.
  ({ kind }) => kind === 'find',
)
