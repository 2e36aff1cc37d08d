import { expect, it } from 'vitest'
import { errorCodes } from '#shared/errors.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { faultText } from './fault-words.ts'

it.each(['damaged', ...errorCodes] as const)('%s is said in both languages, with what to do', (fault) => {
  for (const words of [mediaWords.de, mediaWords.en]) {
    const { title, action } = faultText(words, fault)
    expect(title.length).toBeGreaterThan(10)
    expect(action.length).toBeGreaterThan(10)
  }
})

it('what was changed is not tried again', () => {
  expect(faultText(mediaWords.de, 'damaged').mayRetry).toBe(false)
  expect(faultText(mediaWords.de, 'homeserver-unreachable').mayRetry).toBe(true)
})
