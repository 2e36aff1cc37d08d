import { expect, it } from 'vitest'
import { languages } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { undecryptableReasons } from '../../matrix/types.ts'
import { undecryptableSentence } from './undecryptable-sentence.ts'

it.each(languages)('says a reason of its own for each message that cannot be read (%s)', (language) => {
  const said = undecryptableReasons.map((reason) => undecryptableSentence(conversationWords[language], reason))
  expect(new Set(said).size).toBe(undecryptableReasons.length)
  for (const sentence of said) expect(sentence).toMatch(/^[A-Z].*\.$/u)
})

it('says it otherwise in each language', () => {
  for (const reason of undecryptableReasons)
    expect(undecryptableSentence(conversationWords.de, reason)).not.toBe(
      undecryptableSentence(conversationWords.en, reason),
    )
})
