import { expect, it } from 'vitest'
import { languages } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { undecryptableReasons } from '../../matrix/types.ts'
import { undecryptableSentence } from './undecryptable-sentence.ts'

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
