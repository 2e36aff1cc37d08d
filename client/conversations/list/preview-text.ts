import { clockOf } from '../../i18n/clock.ts'
import type { conversationListWords } from '../../i18n/words/conversation-list.ts'
import type { Preview } from '../../matrix/types.ts'

type WordsHere = (typeof conversationListWords)['de']

/** The newest message in one line: its words, or what it is and how long; names that a camera gives say nothing. */
export const previewText = (preview: Preview, { media, structured }: WordsHere): string => {
  if (preview.kind === 'text') return preview.text
  if ('text' in preview) return [structured[preview.kind], preview.text].filter(Boolean).join(': ')
  const { kind, name, caption, durationMs } = preview
  const length = durationMs === null ? '' : clockOf(durationMs)
  const what = [media[kind], kind === 'file' ? name : length].filter(Boolean).join(' ')
  return caption ? `${what}: ${caption}` : what
}

/** What of it can be searched by. */
export const previewWords = (preview: Preview | null): string[] => {
  if (!preview) return []
  return 'text' in preview ? [preview.text ?? ''] : [preview.name, preview.caption ?? '']
}
