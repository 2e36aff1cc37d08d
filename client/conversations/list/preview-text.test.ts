import { expect, it } from 'vitest'
import { conversationListWords } from '../../i18n/words/conversation-list.ts'
import type { Preview } from '../../matrix/types.ts'
import { previewText } from './preview-text.ts'

const media = { name: 'Bild.jpg', caption: null, durationMs: null }

it.each<[Preview, string, string]>([
  [{ kind: 'text', text: 'EKG ist da' }, 'EKG ist da', 'EKG ist da'],
  [{ ...media, kind: 'picture' }, 'Bild', 'Picture'],
  [{ ...media, kind: 'picture', caption: 'EKG' }, 'Bild: EKG', 'Picture: EKG'],
  [{ ...media, kind: 'voice', durationMs: 12_000 }, 'Sprachnachricht 0:12', 'Voice message 0:12'],
  [{ ...media, kind: 'file', name: 'Befund.pdf' }, 'Dokument Befund.pdf', 'Document Befund.pdf'],
  [{ kind: 'handover', text: 'Zimmer 4 instabil' }, 'Übergabe: Zimmer 4 instabil', 'Handover: Zimmer 4 instabil'],
  [{ kind: 'handover', text: '' }, 'Übergabe', 'Handover'],
  [{ kind: 'report', text: null }, 'Bericht', 'Report'],
])('the list says of %o: %s', (preview, german, english) => {
  expect(previewText(preview, conversationListWords.de)).toBe(german)
  expect(previewText(preview, conversationListWords.en)).toBe(english)
})
