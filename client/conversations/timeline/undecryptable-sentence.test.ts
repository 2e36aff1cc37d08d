import { expect, it } from 'vitest'
import { languages } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { undecryptableReasons } from '../../matrix/types.ts'
import { reasonNow, undecryptableSentence } from './undecryptable-sentence.ts'

it.each(languages)('says a reason of its own for each message that cannot be read (%s)', (language) => {
  const sentences = (isLate: boolean) =>
    undecryptableReasons.map((reason) => undecryptableSentence(conversationWords[language], reason, isLate))
  const said = new Set([...sentences(false), ...sentences(true)])
  // What never came is not said to be on its way.
  expect(said.size).toBe(undecryptableReasons.length + 1)
  for (const sentence of said) expect(sentence).toMatch(/^[A-Z].*\.$/u)
})

it('says it otherwise in each language', () => {
  for (const reason of undecryptableReasons)
    for (const isLate of [false, true])
      expect(undecryptableSentence(conversationWords.de, reason, isLate)).not.toBe(
        undecryptableSentence(conversationWords.en, reason, isLate),
      )
})

it('does not call the backup closed that a confirmed device has opened', () => {
  expect(reasonNow('no-backup', true)).toBe('no-backup')
  expect(reasonNow('no-backup', false)).toBe('waiting-for-keys')
  for (const isLocked of [true, false]) expect(reasonNow('withheld', isLocked)).toBe('withheld')
})
